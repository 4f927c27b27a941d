using System.Net;
using System.Text;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class OrderListTests
{
    private const string First =
        "/orders?status=SUCCESS&has_external_id=false&updated_at_min=2026-03-02T09%3A00%3A00&sort_by=updated_at-asc&limit=2";
    private const string Two = """{"orders":[{"id":1},{"id":2}]}""";

    private static readonly Store s_november = StoreBuilder.Registry().Get("default");
    private static readonly Store s_january = StoreBuilder
        .Registry(store => store.ApiVersion = "2021-01")
        .Get("default");

    [Fact]
    public void Newer_version_is_asked_in_utc()
    {
        var from = new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            "/orders?status=success&has_external_order=false&updated_at_min=2026-03-02T14%3A00%3A00%2B00%3A00&sort_by=updated_at-asc&limit=250",
            OrderList.Successful(s_november, linked: false, from, 250)
        );
    }

    [Theory]
    [InlineData("2026-03-02T15:00:00Z", "2026-03-02T07%3A00%3A00")]
    [InlineData("2026-07-01T15:00:00Z", "2026-07-01T08%3A00%3A00")]
    public void Older_version_is_asked_in_the_stores_wall_time_and_three_hours_more(string from, string asked) =>
        Assert.Equal(
            $"/orders?status=SUCCESS&has_external_id=true&updated_at_min={asked}&sort_by=updated_at-asc&limit=250",
            OrderList.Successful(
                s_january,
                linked: true,
                DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
                250
            )
        );

    [Fact]
    public void Cursor_goes_with_the_limit_alone()
    {
        var page = Read(s_november, """{"next_cursor":"a+b=","previous_cursor":null,"orders":[{"id":1}]}""");
        Assert.Equal(("/orders?limit=2&cursor=a%2Bb%3D", false), (page.Next, page.IsCounted));
    }

    [Theory]
    [InlineData("""{"next_cursor":null,"orders":[{"id":1},{"id":2}]}""")]
    [InlineData("""{"next_cursor":"","orders":[]}""")]
    public void Newer_version_without_cursor_is_at_its_end(string body) => Assert.Null(Read(s_november, body).Next);

    [Theory]
    [InlineData(
        "<https://api.rechargeapps.com/orders?limit=2&cursor=abc>; rel=\"next\"",
        "/orders?limit=2&cursor=abc",
        false
    )]
    [InlineData(
        "<https://x.test/orders?page=1>; rel=\"previous\", <https://x.test/orders?page=3&limit=2>; rel=\"next\"",
        "/orders?page=3&limit=2",
        true
    )]
    [InlineData("<https://evil.test/steal?cursor=abc>; rel=next", "/orders?cursor=abc", false)]
    public void Link_leads_on_by_its_query_alone(string link, string next, bool isCounted)
    {
        var page = Read(s_january, Two, link);
        Assert.Equal((next, isCounted), (page.Next, page.IsCounted));
    }

    [Fact]
    public void Full_page_without_any_word_of_the_next_is_counted_on()
    {
        Assert.Equal((First + "&page=2", true), (Read(s_january, Two).Next, Read(s_january, Two).IsCounted));
        Assert.Equal(First + "&page=3", Read(s_january, Two, asked: First + "&page=2").Next);
        Assert.Null(Read(s_january, """{"orders":[{"id":1}]}""", asked: First + "&page=2").Next);
    }

    [Fact]
    public void Full_page_of_a_cursor_that_leads_nowhere_is_the_last() =>
        Assert.Null(Read(s_january, Two, asked: "/orders?limit=2&cursor=abc").Next);

    [Fact]
    public void Order_is_kept_as_it_came_and_one_that_breaks_the_contract_takes_no_other_with_it()
    {
        var page = Read(
            s_november,
            """{"orders":[{"id":1, "note" : "caf\u00e9"},{"id":2,"status":"success","line_items":[7]},{"id":"None"},{"status":"success"},7]}"""
        );
        Assert.Equal(
            ["""{"id":1, "note" : "caf\u00e9"}""", """{"id":2,"status":"success","line_items":[7]}"""],
            page.Orders.Select(order => Encoding.UTF8.GetString(order.Raw)),
            StringComparer.Ordinal
        );
        Assert.Equal(
            [null, "'line_items[0]' is not an object"],
            page.Orders.Select(order => order.Problem),
            StringComparer.Ordinal
        );
        Assert.Equal(3, page.Unidentified);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"orders\":[{\"id\":1},")]
    [InlineData("{\"order\":{}}")]
    [InlineData("[]")]
    public void Body_that_was_cut_off_or_is_no_list_is_refused(string body) =>
        Assert.Throws<PayloadException>(() => Read(s_november, body));

    [Theory]
    [InlineData("/orders?limit=2", 1)]
    [InlineData("/orders?page=7&limit=2", 7)]
    [InlineData("/orders?limit=2&page=101", 101)]
    [InlineData("/orders?limit=2&page=many", 1)]
    public void Page_is_known_by_its_number(string path, int page) => Assert.Equal(page, OrderList.PageOf(path));

    private static OrderPage Read(Store store, string body, string? link = null, string asked = First)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        if (link is not null)
        {
            response.Headers.TryAddWithoutValidation("Link", link);
        }

        return OrderList.Read(
            new HttpOutcome(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body), response.Headers, null),
            store,
            asked,
            limit: 2
        );
    }
}
