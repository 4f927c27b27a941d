using RechargeSync.Console.Client;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

[Collection(UsesServers.Name)]
public sealed class OrderListTests(Servers servers) : ConsoleTest(servers)
{
    [Theory]
    [InlineData("newest", null)]
    [InlineData("oldest", null)]
    [InlineData("newest", "standard")]
    [InlineData("oldest", "standard")]
    public async Task Every_order_comes_once_whatever_the_size_of_the_page(string sort, string? kind)
    {
        // The same ids in two stores: a page may end between them.
        await SeedAsync("default", 1, 9);
        await SeedAsync("classic", 5, 12);
        foreach (var limit in new[] { 1, 4, 500 })
        {
            var all = await AllAsync(
                new OrderQuery
                {
                    Sort = sort,
                    Kind = kind,
                    Limit = limit,
                }
            );
            var expected = Enumerable
                .Range(1, 9)
                .Select(id => (Id: (long)id, Store: "default"))
                .Concat(Enumerable.Range(5, 8).Select(id => (Id: (long)id, Store: "classic")));
            var ordered = sort == "oldest" ? expected.OrderBy(o => o.Id) : expected.OrderByDescending(o => o.Id);
            Assert.Equal(
                ordered.ThenBy(o => o.Store, StringComparer.Ordinal),
                all.Select(order => (order.OrderId, order.Store))
            );
        }
    }

    [Fact]
    public async Task Filters_let_through_what_they_name()
    {
        await OrderAsync(1, state: 0);
        await OrderAsync(2, state: 1, columns: "due_at", values: "now() + interval '30 seconds'");
        await OrderAsync(
            3,
            state: 1,
            columns: "retry_at, due_at",
            values: "now() + interval '1 minute', now() + interval '1 minute'"
        );
        await Database.ExecuteAsync("UPDATE orders SET attempts = 2 WHERE order_id = 3");
        await OrderAsync(4, state: 2);
        await OrderAsync(5, state: 3, columns: "reason", values: "'old'");
        await OrderAsync(6, state: 4, columns: "reason", values: "'refused'");
        await OrderAsync(7, "classic", state: 4, columns: "reason", values: "'timeout'");
        await Database.ExecuteAsync(
            "UPDATE orders SET is_prepaid = true, created_at = now() - interval '2 days' WHERE order_id = 4"
        );

        Assert.Equal([1L], await IdsAsync(new OrderQuery { State = "waiting" }));
        Assert.Equal([3L, 2], await IdsAsync(new OrderQuery { State = "active" }));
        Assert.Equal([3L], await IdsAsync(new OrderQuery { State = "retrying" }));
        Assert.Equal([4L], await IdsAsync(new OrderQuery { State = "done" }));
        Assert.Equal([5L], await IdsAsync(new OrderQuery { State = "ignored" }));
        Assert.Equal([7L, 6], await IdsAsync(new OrderQuery { State = "dead" }));
        Assert.Equal([6L], await IdsAsync(new OrderQuery { State = "dead", Reason = "refused" }));
        Assert.Equal([7L], await IdsAsync(new OrderQuery { Store = "classic" }));
        Assert.Equal([4L], await IdsAsync(new OrderQuery { Kind = "prepaid" }));
        Assert.Equal([4L], await IdsAsync(new OrderQuery { MinAge = TimeSpan.FromDays(1) }));
        Assert.Empty(await IdsAsync(new OrderQuery { Store = "nowhere" }));
    }

    [Theory]
    [InlineData("534919106")]
    [InlineData("580825290")]
    [InlineData("P-92812948")]
    [InlineData("#101")]
    [InlineData("101")]
    [InlineData("recharge:default:534919106")]
    [InlineData("order/534919106")]
    public async Task Order_is_found_by_whatever_names_it(string search)
    {
        await OrderAsync(
            534919106,
            columns: "charge_id, platform_order_id, platform_order_number",
            values: "580825290, 'P-92812948', '101'"
        );
        await SeedAsync("default", 1, 10);
        Assert.Equal([534919106L], await IdsAsync(new OrderQuery { Search = search }));
    }

    [Theory]
    [InlineData("P-92812948")]
    [InlineData("101")]
    public async Task Order_is_found_by_what_the_platform_calls_it_before_it_is_done(string search)
    {
        await OrderAsync(
            534919106,
            state: 1,
            columns: "due_at, platform_order_id, platform_order_number",
            values: "now() + interval '30 seconds', 'P-92812948', '101'"
        );
        await SeedAsync("default", 1, 10);
        Assert.Equal([534919106L], await IdsAsync(new OrderQuery { Search = search }));
    }

    [Fact]
    public async Task Order_of_a_platform_with_one_id_is_found_by_it()
    {
        await OrderAsync(1, columns: "platform_order_id, platform_order_number", values: "'20417', '20417'");
        Assert.Equal([1L], await IdsAsync(new OrderQuery { Search = "#20417" }));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(25_000)]
    public async Task Retrying_orders_are_listed_however_many_are_on_their_way(int others)
    {
        await SeedAsync("default", 1, 100);
        await Database.ExecuteAsync(
            $"""
            INSERT INTO orders (store, order_id, status, source_updated_at_is_instant, adopted, state, intent,
                attempts, fence, due_at, created_at, updated_at)
            SELECT CASE n % 2 WHEN 0 THEN 'default' ELSE 'classic' END, 1000 + n, 'success', false, false, 1, 1,
                CASE WHEN n IN (3, 8, {others}) THEN 2 ELSE 0 END, 1, now() + interval '1 minute', now(), now()
            FROM generate_series(1, {others}) AS n
            """
        );

        var newest = (await AllAsync(new OrderQuery { State = "retrying", Limit = 2 })).Select(order => order.OrderId);
        var oldest = (
            await AllAsync(
                new OrderQuery
                {
                    State = "retrying",
                    Limit = 2,
                    Sort = "oldest",
                }
            )
        ).Select(order => order.OrderId);

        Assert.Equal([1000L + others, 1008, 1003], newest);
        Assert.Equal([1003L, 1008, 1000L + others], oldest);
    }

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("%")]
    public async Task Hostile_search_finds_nothing(string search)
    {
        await SeedAsync("default", 1, 5);
        Assert.Empty(await IdsAsync(new OrderQuery { Search = search }));
    }

    [Fact]
    public async Task Rare_order_among_very_many_is_reached_page_by_page()
    {
        await SeedAsync("default", 1, 45_000);
        await Database.ExecuteAsync("UPDATE orders SET is_prepaid = true WHERE order_id = 3; ANALYZE orders");

        var first = await Console.Viewer.OrdersAsync(new OrderQuery { Kind = "prepaid" }, default);

        Assert.Empty(first.Items);
        Assert.NotNull(first.Next);
        Assert.Equal([3L], (await AllAsync(new OrderQuery { Kind = "prepaid" })).Select(order => order.OrderId));
    }

    private Task<int> SeedAsync(string store, int from, int to) =>
        Database.ExecuteAsync(
            $"""
            INSERT INTO orders (store, order_id, status, is_prepaid, source_updated_at_is_instant, adopted, state,
                intent, attempts, fence, created_at, updated_at)
            SELECT '{store}', n, 'success', false, false, false, 2, 0, 0, 1, now(), now()
                FROM generate_series({from}, {to}) AS n
            """
        );

    private async Task<List<OrderSummary>> AllAsync(OrderQuery query)
    {
        AdminClient client = Console.Viewer;
        var all = new List<OrderSummary>();
        do
        {
            var page = await client.OrdersAsync(query, default);
            all.AddRange(page.Items);
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);

        return all;
    }

    private async Task<IEnumerable<long>> IdsAsync(OrderQuery query) =>
        (await AllAsync(query)).Select(order => order.OrderId);
}
