using System.Net;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class ListTests
{
    [Theory]
    [InlineData("status=success", new long[] { 4, 3, 1 })]
    [InlineData("status=SUCCESS", new long[] { 4, 3, 1 })]
    [InlineData("status=queued", new long[] { 2 })]
    [InlineData("status=queued,error", new long[] { 5, 2 })]
    [InlineData("status=success&has_external_order=false", new long[] { 4, 1 })]
    [InlineData("has_external_order=1", new long[] { 3 })]
    [InlineData("has_external_id=true", new long[] { 5, 4, 3, 2, 1 })]
    [InlineData("ids=1,3,99", new long[] { 3, 1 })]
    [InlineData("charge_id=100", new long[] { 2, 1 })]
    [InlineData("customer_id=9", new long[] { 3 })]
    [InlineData("address_id=50", new long[] { 3, 2, 1 })]
    [InlineData("address_id=50&charge_id=100&status=queued", new long[] { 2 })]
    [InlineData("external_order_id=P3", new long[] { 3 })]
    [InlineData("external_order_id=P4", new long[] { })]
    [InlineData("purchase_item_id=77", new long[] { 4 })]
    [InlineData("type=recurring", new long[] { 4 })]
    [InlineData("updated_at_min=2026-03-03T00:00:00Z", new long[] { 5, 4, 3 })]
    [InlineData("updated_at_max=2026-03-03T00:00:00%2B00:00", new long[] { 3, 2, 1 })]
    [InlineData("updated_at_min=2026-03-02&updated_at_max=2026-03-03", new long[] { 3, 2 })]
    [InlineData("created_at_min=2026-03-05", new long[] { 5 })]
    [InlineData("scheduled_at_max=2026-03-01T00:00:00", new long[] { 1 })]
    [InlineData("processed_at_min=2026-03-04", new long[] { 4 })]
    [InlineData("unknown=1", new long[] { 5, 4, 3, 2, 1 })]
    public async Task Filters_narrow_the_list_of_orders(string query, long[] expected)
    {
        await using var mock = await SeededAsync();

        var served = await mock.GetRechargeAsync("/orders?" + query);

        Assert.Equal(expected, Ids(served));
    }

    [Theory]
    [InlineData("id-asc", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("updated_at-asc", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("updated_at-desc", new long[] { 5, 4, 3, 2, 1 })]
    [InlineData("scheduled_at-desc", new long[] { 5, 4, 3, 2, 1 })]
    [InlineData("processed_at-asc", new long[] { 2, 5, 1, 3, 4 })]
    public async Task Orders_can_be_sorted(string sort, long[] expected)
    {
        await using var mock = await SeededAsync();

        Assert.Equal(expected, Ids(await mock.GetRechargeAsync("/orders?sort_by=" + sort)));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=251", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("page=101", "page")]
    [InlineData("ids=1,x", "ids")]
    [InlineData("charge_id=x", "charge_id")]
    [InlineData("has_external_order=maybe", "has_external_order")]
    [InlineData("updated_at_min=test", "updated_at_min")]
    [InlineData("sort_by=note-asc", "sort_by")]
    [InlineData("sort_by=id", "sort_by")]
    [InlineData("cursor=nonsense", "cursor")]
    public async Task A_bad_value_is_422_with_an_error_for_its_field(string query, string field)
    {
        await using var mock = await SeededAsync();

        using var response = await mock.RechargeAsync(HttpMethod.Get, "/orders?" + query);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            [field],
            (await MockHost.JsonOf(response))["errors"]!.AsObject().Select(e => e.Key),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_bad_date_is_named_as_Recharge_names_it()
    {
        await using var mock = await SeededAsync();

        using var response = await mock.RechargeAsync(HttpMethod.Get, "/orders?created_at_min=test");

        Assert.Contains(
            "Invalid date: test. Must be a valid ISO-8601 datetime string",
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_older_version_has_its_own_flag_reads_store_time_and_counts()
    {
        await using var mock = await SeededAsync();

        Assert.Equal(
            [4, 1],
            Ids(await mock.GetRechargeAsync("/orders?status=success&has_external_id=false", version: "2021-01"))
        );
        Assert.Equal(
            [5, 4],
            Ids(await mock.GetRechargeAsync("/orders?updated_at_min=2026-03-03T00:00:00", version: "2021-01"))
        );
        Assert.Equal(
            3,
            (await mock.GetRechargeAsync("/orders/count?status=success", version: "2021-01"))["count"]!.GetValue<int>()
        );
        using var newer = await mock.RechargeAsync(HttpMethod.Get, "/orders/count", version: "2021-11");
        Assert.Equal(HttpStatusCode.NotFound, newer.StatusCode);
    }

    [Fact]
    public async Task Fifty_are_listed_unless_a_limit_is_given()
    {
        await using var mock = await ManyAsync(60);

        Assert.Equal(50, Ids(await mock.GetRechargeAsync("/orders")).Count);
        Assert.Equal(60, Ids(await mock.GetRechargeAsync("/orders?limit=250")).Count);
    }

    [Fact]
    public async Task Cursors_lead_through_a_list_there_and_back()
    {
        await using var mock = await ManyAsync(7);

        var first = await mock.GetRechargeAsync("/orders?status=success&sort_by=updated_at-asc&limit=3");
        var second = await mock.GetRechargeAsync($"/orders?limit=3&cursor={Next(first)}");
        var third = await mock.GetRechargeAsync($"/orders?limit=3&cursor={Next(second)}");
        var back = await mock.GetRechargeAsync($"/orders?limit=3&cursor={second["previous_cursor"]}");

        Assert.Equal([1, 2, 3], Ids(first));
        Assert.Null(first["previous_cursor"]);
        Assert.Equal([4, 5, 6], Ids(second));
        Assert.Equal([7], Ids(third));
        Assert.Null(third["next_cursor"]);
        Assert.Equal([1, 2, 3], Ids(back));
        Assert.Null(back["previous_cursor"]);
    }

    [Fact]
    public async Task A_cursor_misses_nothing_when_orders_leave_the_list_on_the_way()
    {
        await using var mock = await ManyAsync(6);
        var first = await mock.GetRechargeAsync("/orders?has_external_order=false&sort_by=id-asc&limit=3");
        foreach (var id in Ids(first))
        {
            using var put = await mock.RechargeAsync(
                HttpMethod.Put,
                $"/orders/{id}",
                new { external_order_id = new { ecommerce = $"P{id}" } }
            );
        }

        var second = await mock.GetRechargeAsync($"/orders?limit=3&cursor={Next(first)}");

        Assert.Equal([4, 5, 6], Ids(second));
    }

    [Theory]
    [InlineData("status=success")]
    [InlineData("sort_by=id-asc")]
    [InlineData("page=1")]
    public async Task A_request_with_a_cursor_may_carry_a_limit_only(string extra)
    {
        await using var mock = await ManyAsync(3);
        var first = await mock.GetRechargeAsync("/orders?limit=1");

        using var response = await mock.RechargeAsync(HttpMethod.Get, $"/orders?limit=1&cursor={Next(first)}&{extra}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task A_cursor_of_orders_is_no_cursor_of_charges()
    {
        await using var mock = await ManyAsync(3);
        var first = await mock.GetRechargeAsync("/orders?limit=1");

        using var response = await mock.RechargeAsync(HttpMethod.Get, $"/charges?cursor={Next(first)}");

        Assert.Equal("""{"errors":{"cursor":["Invalid value"]}}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/orders?limit=2&status=success&sort_by=id-asc")]
    [InlineData("/orders?limit=2&page=1&status=success&sort_by=id-asc")]
    public async Task The_older_version_leads_on_by_link_headers(string path)
    {
        await using var mock = await ManyAsync(5);
        var seen = new List<long>();
        string? next = path;
        while (next is not null)
        {
            using var response = await mock.RechargeAsync(HttpMethod.Get, next, version: "2021-01");
            var body = await MockHost.JsonOf(response);
            Assert.False(body.ContainsKey("next_cursor"));
            seen.AddRange(Ids(body));
            var link = response.Headers.TryGetValues("Link", out var links)
                ? links.Single().Split(", ").SingleOrDefault(l => l.EndsWith("rel=\"next\"", StringComparison.Ordinal))
                : null;
            next = link is null
                ? null
                : new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]).PathAndQuery["/recharge".Length..];
        }

        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task Pages_can_be_counted_in_both_versions()
    {
        await using var mock = await ManyAsync(5);

        Assert.Equal([3, 2], Ids(await mock.GetRechargeAsync("/orders?limit=2&page=2")));
        Assert.Equal([1], Ids(await mock.GetRechargeAsync("/orders?limit=2&page=3", version: "2021-01")));
        Assert.Empty(Ids(await mock.GetRechargeAsync("/orders?limit=2&page=4", version: "2021-01")));
    }

    private static string Next(JsonObject page) => page["next_cursor"]!.GetValue<string>();

    private static IReadOnlyList<long> Ids(JsonObject page) =>
        [.. page["orders"]!.AsArray().Select(o => o!["id"]!.GetValue<long>())];

    private static async Task<MockHost> ManyAsync(int count)
    {
        var mock = new MockHost();
        for (var id = 1; id <= count; id++)
        {
            // Two share each instant, so that ties are sorted as well.
            await mock.SeedAsync(Order(id, "success", $"2026-03-02T00:00:{id / 2:00}+00:00"));
        }

        return mock;
    }

    private static async Task<MockHost> SeededAsync()
    {
        var mock = new MockHost();
        await mock.SeedAsync(
            Order(
                1,
                "success",
                "2026-03-01T00:00:00+00:00",
                address: 50,
                charge: 100,
                processed: "2026-03-01T00:00:00+00:00"
            )
        );
        await mock.SeedAsync(Order(2, "queued", "2026-03-02T00:00:00+00:00", address: 50, charge: 100));
        await mock.SeedAsync(
            Order(
                3,
                "success",
                "2026-03-03T00:00:00+00:00",
                address: 50,
                charge: 101,
                customer: 9,
                external: "P3",
                processed: "2026-03-03T00:00:00+00:00"
            )
        );
        await mock.SeedAsync(
            Order(
                4,
                "success",
                "2026-03-04T00:00:00+00:00",
                type: "recurring",
                item: 77,
                processed: "2026-03-04T00:00:00+00:00"
            )
        );
        await mock.SeedAsync(Order(5, "error", "2026-03-05T00:00:00+00:00"));
        return mock;
    }

    private static JsonObject Order(
        long id,
        string status,
        string at,
        long? address = null,
        long? charge = null,
        long? customer = null,
        string? external = null,
        string type = "checkout",
        long? item = null,
        string? processed = null
    ) =>
        new()
        {
            ["order"] = new JsonObject
            {
                ["id"] = id,
                ["address_id"] = address,
                ["charge"] = new JsonObject { ["id"] = charge },
                ["customer"] = new JsonObject { ["id"] = customer },
                ["external_order_id"] = new JsonObject { ["ecommerce"] = external },
                ["line_items"] = new JsonArray(new JsonObject { ["purchase_item_id"] = item }),
                ["status"] = status,
                ["type"] = type,
                ["created_at"] = at,
                ["updated_at"] = at,
                ["scheduled_at"] = at,
                ["processed_at"] = processed,
                ["taxable"] = false,
            },
        };
}
