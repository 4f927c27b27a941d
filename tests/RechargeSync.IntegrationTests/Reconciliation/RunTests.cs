using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Reconciliation;

[Collection(UsesServers.Name)]
public sealed class RunTests(Servers servers) : IAsyncLifetime, IDisposable
{
    private const string MakeDue = "UPDATE reconciliation_jobs SET due_at = now()";

    private readonly FakeRecharge _recharge = new();
    private ConnectionMultiplexer _redis = null!;
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await servers.ConnectRedisAsync();
        _database = await servers.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _redis.Dispose();
    }

    public void Dispose() => _recharge.Dispose();

    [Fact]
    public async Task Filter_that_does_nothing_is_told_and_only_orders_without_id_are_re_ingested()
    {
        _recharge.IgnoresFilter = true;
        Add(1, 2, 3, 4, 5);
        foreach (var linked in new[] { 0, 3 })
        {
            _recharge.Orders[linked]["external_order_id"] = new JsonObject { ["ecommerce"] = "92812948" };
        }

        await using var worker = Worker("a");
        Assert.Null(await worker.ReconcileAsync());

        Assert.Equal(["order/2", "order/3", "order/5"], await ReingestedAsync());
        Assert.Equal(
            ["10 3 0 0 3"],
            await _database.RowsAsync(
                """
                SELECT checked, missing, extra, different, healed FROM reconciliation_runs
                WHERE warning LIKE '%filter%'
                """
            )
        );
    }

    [Fact]
    public async Task What_was_re_ingested_and_has_not_changed_is_not_re_ingested_again()
    {
        Add(1, 2, 3);
        await using var worker = Worker("a");
        await worker.ReconcileAsync();
        await _database.ExecuteAsync(MakeDue);
        await worker.ReconcileAsync();
        Assert.Equal(["order/1", "order/2", "order/3"], await ReingestedAsync());
        Assert.Equal(
            ["3 3", "3 0"],
            await _database.RowsAsync("SELECT missing, healed FROM reconciliation_runs ORDER BY id")
        );
    }

    [Fact]
    public async Task Run_begins_where_the_last_one_began_and_an_overlap_earlier()
    {
        await using var worker = Worker("a");
        await worker.ReconcileAsync();
        await _database.ExecuteAsync(MakeDue);
        await worker.ReconcileAsync();
        Assert.Equal(
            ["0 True", "1 True"],
            await _database.RowsAsync(
                """
                SELECT cause, CASE WHEN lag(started_at) OVER w IS NULL THEN started_at - from_at = interval '7 days'
                    ELSE from_at = lag(started_at) OVER w - interval '1 hour' END
                FROM reconciliation_runs WINDOW w AS (ORDER BY id) ORDER BY id
                """
            )
        );
    }

    [Fact]
    public async Task Page_that_was_cut_off_is_asked_for_again_and_the_run_goes_on_from_there()
    {
        Add(1, 2, 3, 4, 5);
        _recharge.Tamper = (number, answer) => number == 2 ? Text("""{"orders":[{"id":3,"sta""") : answer;
        await using var worker = Worker("a");
        Assert.StartsWith("malformed", await worker.ReconcileAsync(), StringComparison.Ordinal);
        Assert.Equal(["order/1", "order/2"], await ReingestedAsync());

        await _database.ExecuteAsync(MakeDue);
        Assert.Null(await worker.ReconcileAsync());

        Assert.Equal(["order/1", "order/2", "order/3", "order/4", "order/5"], await ReingestedAsync());
        Assert.Equal(_recharge.Requests[1], _recharge.Requests[2]);
        Assert.Equal("GET /orders?limit=2&cursor=false%7C1", _recharge.Requests[1]);
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM reconciliation_runs"));
    }

    [Fact]
    public async Task Second_worker_waits_goes_on_after_a_crash_and_the_first_writes_no_more()
    {
        Add(1, 2, 3, 4);
        await using var first = Worker("a");
        await using var second = Worker("b");
        var claim = (await first.ClaimRunAsync())!;
        var page = new RunPage
        {
            Stage = RunStage.Unlinked,
            Next = "/orders?limit=2&cursor=false%7C1",
            Checked = 2,
        };
        var job = RunPlan.Advance(claim.Row, page, claim.Now);
        Assert.True(await SaveAsync(first, job));
        Assert.Null(await second.ClaimRunAsync());

        await _database.ExecuteAsync(MakeDue);
        Assert.Null(await second.ReconcileAsync());

        Assert.Equal(["order/3", "order/4"], await ReingestedAsync());
        page = new RunPage
        {
            Stage = RunStage.Linked,
            Checked = 9,
            Findings = [new DriftFinding(9, DriftKind.Extra, "late", false)],
        };
        Assert.False(await SaveAsync(first, RunPlan.Advance(job, page, claim.Now)));
        Assert.False(await SaveAsync(first, RunPlan.Advance(job, page with { SampledId = 9 }, claim.Now)));
        Assert.Equal(["4 b"], await _database.RowsAsync("SELECT checked, worker FROM reconciliation_runs"));
        Assert.Equal(
            0,
            await _database.ScalarAsync<long>("SELECT count(*) FROM reconciliation_findings WHERE detail = 'late'")
        );
    }

    [Fact]
    public async Task Page_that_is_saved_twice_counts_once()
    {
        await using var worker = Worker("a");
        var claim = (await worker.ClaimRunAsync())!;
        var page = new RunPage
        {
            Stage = RunStage.Unlinked,
            Checked = 2,
            Findings = [new DriftFinding(1, DriftKind.Missing, "unknown", true)],
        };
        var job = RunPlan.Advance(claim.Row, page, claim.Now);
        Assert.True(await SaveAsync(worker, job));
        Assert.True(await SaveAsync(worker, job));
        Assert.Equal(
            ["1 2 1 1 1"],
            await _database.RowsAsync(
                """
                SELECT pages, checked, missing, healed, (SELECT count(*) FROM reconciliation_findings)
                FROM reconciliation_runs
                """
            )
        );
    }

    [Fact]
    public async Task Worker_that_stops_gives_the_run_back_after_the_page_at_hand()
    {
        Add(1, 2, 3, 4);
        await using var first = Worker("a");
        await using var second = Worker("b");
        _recharge.Tamper = (_, answer) =>
        {
            first.Lifetime.StopApplication();
            return answer;
        };
        Assert.Null(await first.ReconcileAsync());
        Assert.Equal(["order/1", "order/2"], await ReingestedAsync());

        Assert.Null(await second.ReconcileAsync());
        Assert.Equal(["order/1", "order/2", "order/3", "order/4"], await ReingestedAsync());
        Assert.Equal("GET /orders?limit=2&cursor=false%7C1", _recharge.Requests[1]);
    }

    [Fact]
    public async Task Restarted_worker_takes_back_at_once_what_its_last_process_held()
    {
        await using (var before = Worker("a"))
        {
            Assert.NotNull(await before.ClaimRunAsync());
        }

        await using var after = Worker("a");
        Assert.NotNull(await after.ClaimRunAsync());
    }

    [Fact]
    public async Task Cursor_that_Recharge_no_longer_knows_lets_the_list_begin_again()
    {
        Add(1, 2, 3);
        _recharge.Tamper = (number, answer) =>
            number == 2
                ? Text("""{"errors":{"cursor":["Invalid value"]}}""", HttpStatusCode.UnprocessableEntity)
                : answer;
        await using var worker = Worker("a");
        Assert.Null(await worker.ReconcileAsync());
        Assert.Equal(["order/1", "order/2", "order/3"], await ReingestedAsync());
    }

    [Fact]
    public async Task Period_whose_pages_were_counted_while_they_changed_is_compared_again()
    {
        _recharge.CountsPages = true;
        Add(1, 2, 3, 4, 5);

        // What is found leaves the list, and orders not seen yet move up.
        _recharge.Tamper = (number, answer) =>
        {
            if (number == 1)
            {
                _recharge.Orders.RemoveRange(0, 2);
            }

            return answer;
        };
        await using var worker = Worker("a", "2021-01");
        await worker.ReconcileAsync();
        Assert.Equal(["order/1", "order/2", "order/5"], await ReingestedAsync());

        await _database.ExecuteAsync(MakeDue);
        await worker.ReconcileAsync();
        Assert.Equal(["order/1", "order/2", "order/3", "order/4", "order/5"], await ReingestedAsync());
        Assert.Equal(
            ["0 True", "2 True"],
            await _database.RowsAsync(
                "SELECT cause, from_at = first_value(from_at) OVER (ORDER BY id) FROM reconciliation_runs ORDER BY id"
            )
        );
        Assert.StartsWith(
            "GET /orders?status=SUCCESS&has_external_id=false&updated_at_min=20",
            _recharge.Requests[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith("&limit=2&page=2", _recharge.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_breaks_the_contract_is_left_to_the_worker_and_holds_up_no_other()
    {
        Add(1, 2);
        _recharge.Orders[0]["line_items"] = new JsonArray("a line");
        _recharge.Orders.Add(new JsonObject { ["status"] = "success" });
        await using var worker = Worker("a");
        Assert.Null(await worker.ReconcileAsync());
        Assert.Equal(
            ["order/1 0", "order/2 0"],
            await _database.RowsAsync("SELECT resource_key, state FROM inbox ORDER BY resource_key")
        );
        Assert.Equal(
            ["1 not_understood False", "2 unknown True"],
            await _database.RowsAsync("SELECT order_id, detail, healed FROM reconciliation_findings ORDER BY order_id")
        );
    }

    [Fact]
    public async Task Next_run_comes_after_the_interval()
    {
        await using var worker = Worker("a");
        Assert.Null(await worker.ReconcileAsync());
        Assert.Equal(
            ["True True"],
            await _database.RowsAsync(
                """
                SELECT lease_owner IS NULL, due_at - now() BETWEEN interval '14 minutes' AND interval '15 minutes'
                FROM reconciliation_jobs WHERE job = 0
                """
            )
        );
    }

    [Fact]
    public async Task Fresh_order_is_left_to_its_webhook_for_now()
    {
        Add(1, 2);
        _recharge.Orders[0]["updated_at"] = TimeProvider
            .System.GetUtcNow()
            .ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
        await using var worker = Worker("a");
        await worker.ReconcileAsync();
        Assert.Equal(["order/2"], await ReingestedAsync());
    }

    [Fact]
    public async Task Nothing_to_call_with_leaves_the_run_open_and_says_why()
    {
        _recharge.Tamper = (_, _) => Text("""{"error":"bad authentication"}""", HttpStatusCode.Unauthorized);
        await using var worker = Worker("a");
        Assert.Equal("unauthorized 401", await worker.ReconcileAsync());
        Assert.Equal(
            ["unauthorized 401 1 unauthorized 401 True"],
            await _database.RowsAsync(
                """
                SELECT r.error, j.attempts, j.error, j.due_at > now()
                FROM reconciliation_runs r JOIN reconciliation_jobs j USING (store)
                WHERE job = 0 AND finished_at IS NULL AND lease_owner IS NULL
                """
            )
        );
    }

    private static async Task<bool> SaveAsync(ReconcilingWorker worker, RunJob job) =>
        (
            await worker.Runs.SaveAsync(
                new Save<RunJob>(worker.Runs.KeyOf("default"), job, [], Failure: null, KeepLease: true),
                CancellationToken.None
            )
        ).Held;

    private ReconcilingWorker Worker(string name, string version = "2021-11") =>
        new(name, _database, _redis, _recharge, StoreBuilder.Registry(store => store.ApiVersion = version));

    private void Add(params long[] ids) =>
        _recharge.Orders.AddRange(
            ids.Select(id =>
                JsonNode.Parse(new OrderBuilder().WithId(id).Without("external_order_id").Body())!["order"]!
                    .DeepClone()
                    .AsObject()
            )
        );

    private Task<IReadOnlyList<string>> ReingestedAsync() =>
        _database.RowsAsync("SELECT resource_key FROM inbox WHERE topic = 'order/reconciled' ORDER BY resource_key");

    private static HttpResponseMessage Text(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body) };
}
