using RechargeSync.Core.Orders;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Orders;

/// <summary>Which time of an order decides whether it was there before the store's line.</summary>
public sealed class GoLiveTests
{
    [Theory]
    [InlineData("2026-03-02T14:00:00+00:00", "2026-03-02T05:00:00+00:00", "2026-03-02T14:00:00Z")]
    [InlineData("2026-03-02T14:00:00+00:00", "2026-05-01T04:00:00+00:00", "2026-05-01T04:00:00Z")]
    [InlineData("2026-03-02T14:00:00+00:00", "None", "2026-03-02T14:00:00Z")]
    public void Order_counts_from_its_creation_or_from_the_later_day_that_it_is_to_be_shipped(
        string created,
        string scheduled,
        string expected
    ) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, null),
            GoLive.DateOf(
                new OrderBuilder().With("created_at", $"\"{created}\"").With("scheduled_at", $"\"{scheduled}\"").Read()
            )
        );

    [Fact]
    public void Order_that_does_not_say_when_it_was_created_counts_from_its_last_change() =>
        Assert.Equal(
            new DateTimeOffset(OrderBuilder.Time(7)),
            GoLive.DateOf(new OrderBuilder().Without("created_at").Without("scheduled_at").UpdatedAt(7).Read())
        );

    [Fact]
    public void Order_without_any_time_is_never_from_before() =>
        Assert.Null(
            GoLive.DateOf(new OrderBuilder().Without("created_at").Without("scheduled_at").Without("updated_at").Read())
        );
}
