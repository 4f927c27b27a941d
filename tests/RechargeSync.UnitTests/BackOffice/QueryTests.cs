using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>What callers may ask for, and what is told where they ask for something else.</summary>
public sealed class QueryTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(534919106, "default")]
    [InlineData(long.MaxValue, "a:b")]
    public void Cursor_comes_back_as_it_went(long id, string store)
    {
        Assert.True(Cursor.TryParse(new Cursor(id, store).ToString(), out var read));
        Assert.Equal(new Cursor(id, store), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("%%%")]
    [InlineData("LTE6")]
    [InlineData("MQ")]
    [InlineData("äöü")]
    public void Cursor_of_somebody_else_is_refused(string text) => Assert.False(Cursor.TryParse(text, out _));

    [Theory]
    [InlineData("534919106", 534919106L, null)]
    [InlineData(" #101 ", 101L, null)]
    [InlineData("order/7", 7L, null)]
    [InlineData("recharge:default:7", 7L, "default")]
    [InlineData("A-101", null, null)]
    public void Search_takes_what_people_type(string typed, long? number, string? store)
    {
        var search = OrderSearch.Parse(typed)!;
        Assert.Equal((number, store), (search.Number, search.Store));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("a\0b")]
    public void Search_for_nothing_is_none(string? typed) => Assert.Null(OrderSearch.Parse(typed));

    [Theory]
    [InlineData("late", null, null, null)]
    [InlineData(null, "digital", null, null)]
    [InlineData(null, null, "random", null)]
    [InlineData(null, null, null, -1L)]
    [InlineData(null, null, null, OrderFilter.MostAgeMs + 1)]
    public void Unknown_words_of_a_filter_are_refused(string? state, string? kind, string? sort, long? minAge)
    {
        var query = new OrderQuery
        {
            State = state,
            Kind = kind,
            Sort = sort,
            MinAge = minAge is { } ms ? TimeSpan.FromMilliseconds(ms, 0) : null,
        };
        Assert.Equal(400, OrderFilter.Parse(query).Refusal?.Status);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(501, null)]
    [InlineData(50, "x")]
    public void Page_out_of_bounds_is_refused(int limit, string? cursor) =>
        Assert.NotNull(Paging.Check(new PageRequest(cursor, limit), out _, out _));
}
