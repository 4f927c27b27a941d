using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.DeadLetters;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Console.Overview;
using RechargeSync.Console.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>
/// What people look at reads a page's worth of rows, however LINQ is translated: Postgres counts them, under the plan
/// that it keeps for any parameters.
/// </summary>
[Collection(UsesServers.Name)]
public sealed partial class LookPlanTests : IClassFixture<LookedAtDatabase>
{
    /// <summary>A page of each store and some; the tables hold twenty times that.</summary>
    private const long MostRows = 1_000;

    private readonly IDbContextFactory<SyncDbContext> _contexts;
    private readonly PlanRecord _plans;

    public LookPlanTests(LookedAtDatabase database)
    {
        _contexts = database.Contexts;
        _plans = database.Plans;
        _plans.Clear();
    }

    private OrderList Orders => new(_contexts, Views, TimeProvider.System);

    private static OrderViews Views => new(StoreBuilder.Registry(), TimeProvider.System);

    private static TraceLinks Traces => new(Options.Create(new AdminOptions()));

    [Theory]
    [InlineData(null, null, "PK_orders")]
    [InlineData(null, "oldest", "PK_orders")]
    [InlineData("waiting", null, "orders_resting")]
    [InlineData("ignored", "oldest", "orders_resting")]
    [InlineData("dead", null, "orders_dead")]
    [InlineData("active", null, "orders_due_by_store")]
    [InlineData("retrying", "oldest", "orders_due_by_store")]
    public async Task Page_of_orders(string? state, string? sort, string index)
    {
        var query = new OrderQuery
        {
            State = state,
            Sort = sort,
            Limit = 20,
        };
        var first = (await Orders.FindAsync(query, default)).Value!;
        Assert.Equal(20, first.Items.Count);
        Assert.NotEmpty((await Orders.FindAsync(query with { Cursor = first.Next }, default)).Value!.Items);
        Check(index);
    }

    [Theory]
    [InlineData("7777", "orders_charge")]
    [InlineData("p7777", "orders_platform")]
    [InlineData("#7777", "orders_platform_number")]
    [InlineData("nothing", "orders_due_by_store")]
    public async Task Search_for_an_order(string search, string index)
    {
        var found = (await Orders.FindAsync(new OrderQuery { Search = search }, default)).Value!;
        Assert.Equal(search == "nothing" ? 0 : 1, found.Items.Count);
        Check(index);
    }

    [Fact]
    public async Task Order_with_all_that_happened_to_it()
    {
        var details = new OrderDetails(
            _contexts,
            Views,
            Traces,
            new Onlooker(new HttpContextAccessor()),
            TimeProvider.System
        );
        Assert.NotNull((await details.FindAsync("default", 7776, default)).Value);
        Check("PK_orders", "inbox_applied", "inbox_unapplied", "failed_attempts_resource", "audit_log_resource");
    }

    [Theory]
    [InlineData(null, "PK_inbox")]
    [InlineData("quarantined", "inbox_refused")]
    public async Task Page_of_deliveries(string? verdict, string index)
    {
        var list = new DeliveryList(_contexts, Traces);
        var found = await list.ListAsync(new DeliveryQuery { Verdict = verdict, Limit = 20 }, default);
        Assert.Equal(20, found.Value!.Items.Count);
        Check(index);
    }

    [Fact]
    public async Task Dead_letters()
    {
        var store = new DeadLetterStore(_contexts, new Onlooker(new HttpContextAccessor()));
        var first = await store.ListAsync(new DeadLetterQuery(), 20, default);
        Assert.Equal(20, first.Items.Count);
        await store.ListAsync(new DeadLetterQuery { Kind = "order", Cursor = first.Next }, 20, default);
        Assert.NotNull(await store.FindAsync(first.Items[0].Store, first.Items[0].Id, default));
        Assert.Equal(
            50,
            await store.CountAsync(new DeadLetterSelection { Store = "classic", Kind = "order" }, default)
        );
        Assert.Equal(
            190,
            (await new DeadLetterGroups(_contexts, TimeProvider.System).ListAsync(null, default)).Items.Sum(group =>
                group.Count
            )
        );
        Check("orders_dead", "carts_dead", "inbox_refused");
    }

    [Fact]
    public async Task Overview()
    {
        var counts = await new WaitingCounts(_contexts).ReadAsync(["classic", "default"], default);
        Assert.Equal([50, 50], counts.Select(count => count.Dead));
        Assert.Equal([0, 0], counts.Select(count => count.BeforeGoLive));
        Assert.Equal(50, counts.Sum(count => count.Active));
        Assert.Equal(2, (await new RunList(_contexts).NewestAsync(["classic", "default"], default)).Count);
        Check(
            "orders_due_by_store",
            "orders_dead",
            "orders_resting",
            "carts_dead",
            "inbox_unfinished",
            "reconciliation_runs_started"
        );
    }

    [Fact]
    public async Task Stores_that_no_worker_serves()
    {
        var unserved = await new UnservedStores(_contexts, TimeProvider.System).ReadAsync(default);
        Assert.Equal(new UnservedStore("default", 40), Assert.Single(unserved));
        Check("inbox_unfinished");
    }

    [Fact]
    public async Task Findings_of_a_run()
    {
        var runs = new RunList(_contexts);
        Assert.Single((await runs.FindingsAsync(7776, new PageRequest(), default)).Value!.Items);
        Check("reconciliation_findings_of_run", "PK_orders");
    }

    private void Check(params IEnumerable<string> indexes)
    {
        var all = string.Join("\n\n", _plans.Texts);
        Assert.All(indexes, index => Assert.Contains(index, all, StringComparison.Ordinal));
        Assert.All(_plans.Texts, plan => Assert.True(Rows(plan) <= MostRows, plan));
    }

    // The most rows that one node of the plan has made, or read and thrown away.
    private static double Rows(string plan) =>
        Made()
            .Matches(plan)
            .Select(match => Number(match.Groups["rows"]) * Number(match.Groups["loops"]))
            .Concat(Removed().Matches(plan).Select(match => Number(match.Groups["rows"])))
            .DefaultIfEmpty(double.MaxValue)
            .Max();

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"actual time=\S+ rows=(?<rows>[0-9.]+) loops=(?<loops>\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Made();

    [GeneratedRegex(@"Rows Removed by .*: (?<rows>[0-9.]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Removed();
}
