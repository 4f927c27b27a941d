using System.Net;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What overview and doctor tell, and what to do about it.</summary>
[Collection(UsesServers.Name)]
public sealed class OverviewTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Overview_counts_what_waits_and_what_was_done()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, received_at, finished_at)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '\x7b7d', 1,
                now() - interval '10 seconds', now() FROM generate_series(1, 4) AS n
            """
        );
        await OrderAsync(
            1,
            columns: "order_written_at",
            values: "(SELECT received_at FROM inbox WHERE resource_key = 'order/1') + interval '2 seconds'"
        );
        await OrderAsync(
            2,
            columns: "order_written_at",
            values: "(SELECT received_at FROM inbox WHERE resource_key = 'order/2') + interval '4 seconds'"
        );
        await OrderAsync(3, state: 1, columns: "due_at", values: "now() + interval '30 seconds'");
        await OrderAsync(4, state: 4, columns: "reason, finished_at", values: "'refused', now()");

        var overview = await Console.Viewer.OverviewAsync(default);
        var series = await Console.Viewer.SeriesAsync("hour", "default", default);

        var store = overview.Stores.Single(one => one.Store == "default");
        Assert.Equal((4L, 2L, 1L, 1L), (store.Accepted, store.Synced, store.Active, store.Dead));
        Assert.InRange(store.FreshnessMs, 50_000, 600_000);
        Assert.NotNull(store.RateLimit);
        Assert.NotNull(overview.Stream);
        Assert.Contains(overview.Needs, need => need is { Action: "review_dead_letters", Reason: "refused", Count: 1 });
        var points = Assert.Single(series.Stores).Points;
        Assert.Equal(
            (4L, 2L, 1L),
            (points.Sum(point => point.Accepted), points.Sum(point => point.Synced), points.Sum(point => point.Dead))
        );
        Assert.InRange(points.Max(point => point.WriteBackP95Ms ?? 0), 3500, 4500);
    }

    [Fact]
    public async Task Store_that_no_worker_serves_is_told_of_at_once_by_overview_and_doctor()
    {
        await Database.DeliverAsync(WorkKey.Order("beta", 1));
        await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync("INSERT INTO stores VALUES ('default', now(), now())");

        var need = (await Console.Viewer.OverviewAsync(default)).Needs[0];
        Assert.Equal(("not_served", "beta", 1L), (need.Kind, need.Store, need.Count));
        Assert.Equal("failed", await WorkersAsync());

        await Database.ExecuteAsync("INSERT INTO stores VALUES ('beta', now(), now())");
        Assert.DoesNotContain((await Console.Viewer.OverviewAsync(default)).Needs, other => other.Kind == "not_served");
        Assert.Equal("ok", await WorkersAsync());

        await Database.ExecuteAsync("UPDATE stores SET served_at = now() - interval '5 minutes' WHERE name = 'beta'");
        Assert.Equal("not_served", (await Console.Viewer.OverviewAsync(default)).Needs[0].Kind);

        async Task<string> WorkersAsync() =>
            (await Console.Viewer.DoctorAsync(default)).Checks.Single(check => check.Name == "workers").Status;
    }

    [Fact]
    public async Task Doctor_warns_of_what_needs_a_person()
    {
        await OrderAsync(1, state: 4, columns: "reason, finished_at", values: "'no_lines', now()");
        await Database.DeliverAsync(WorkKey.Order("default", 9));
        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'order.id', finished_at = now()");

        var check = (await Console.Viewer.DoctorAsync(default)).Checks.Single(check =>
            check is { Name: "needs_person", Store: "default" }
        );

        Assert.Equal(("warning", "What needs a person: 1 order, 1 delivery."), (check.Status, check.Message));
    }

    [Fact]
    public async Task Doctor_says_of_each_thing_what_to_do()
    {
        var report = await Console.Viewer.DoctorAsync(default);
        Assert.False(report.Healthy);
        Assert.All(
            new[] { "postgres", "migrations", "indexes", "transactions", "dead_rows", "redis", "eviction", "workers" },
            name => Assert.Equal("ok", report.Checks.Single(check => check.Name == name).Status)
        );
        Assert.All(
            report.Checks.Where(check => check.Status != "ok"),
            check => Assert.False(string.IsNullOrEmpty(check.Advice))
        );
        Assert.Equal("failed", report.Checks.First(check => check is { Name: "platform", Store: "default" }).Status);
    }

    /// <summary>These stores accept it.</summary>

    [Fact]
    public async Task Doctor_tells_whether_the_legacy_signature_is_still_needed()
    {
        Assert.Contains("no delivery is known that needed it", await MessageAsync(), StringComparison.Ordinal);

        using var redis = await Servers.ConnectRedisAsync(flush: false);
        new LegacyUse(redis, TimeProvider.System).Note("default");
        await Until.TrueAsync(
            async () => (await MessageAsync()).Contains("was last needed at", StringComparison.Ordinal),
            "the doctor knows of the delivery"
        );

        async Task<string> MessageAsync()
        {
            var report = await Console.Viewer.DoctorAsync(default);
            var check = report.Checks.Single(check => check is { Name: "signatures", Store: "default" });
            Assert.Equal("warning", check.Status);
            return check.Message;
        }
    }

    [Fact]
    public async Task Lost_connection_is_told_as_a_database_that_is_away()
    {
        using var http = Console.Http(RunningConsole.ViewerKey);
        var acts = new Uri("/admin/v1/acts", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(acts)).StatusCode);
        await Database.RowsAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(acts)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(acts)).StatusCode);
    }
}
