using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Bulk;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What people see of dead letters, and what waits without being one.</summary>
[Collection(UsesServers.Name)]
public sealed class DeadLetterLookTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Dead_letters_are_grouped_counted_and_replayed_by_group()
    {
        for (var id = 1; id <= 3; id++)
        {
            await OrderAsync(
                id,
                state: 4,
                columns: "reason, finished_at",
                values: $"'{(id == 3 ? "timeout" : "refused")}', now()"
            );
        }

        await Database.DeliverAsync(WorkKey.Order("default", 9));
        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'refused', finished_at = now()");
        var selection = new DeadLetterSelection
        {
            Store = "default",
            Reason = "refused",
            Kind = "order",
        };

        var groups = (await Console.Viewer.DeadLetterGroupsAsync(null, default)).Items;
        Assert.Equal(
            [("order", "refused", 2L), ("delivery", "refused", 1), ("order", "timeout", 1)],
            groups.Select(group => (group.Kind, group.Reason!, group.Count))
        );
        Assert.Equal(2, (await Console.Viewer.CountDeadLettersAsync(selection, default)).Count);
        var job = await Console.Operator.ReplayAllDeadLettersAsync(selection, default);
        Assert.Equal(("waiting", 2), (job.State, job.Total));
        await new BulkWorker(Database).RunAsync();
        Assert.Equal(0, (await Console.Viewer.CountDeadLettersAsync(selection, default)).Count);
    }

    [Fact]
    public async Task Charge_that_was_given_up_is_a_dead_letter_of_its_own_kind()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO charges (store, charge_id, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
            VALUES ('default', 7, 4, 'server_error', 13, 10, 3, now(), now(), now())
            """
        );
        var overview = await Console.Viewer.OverviewAsync(default);
        var letter = await Console.Viewer.DeadLetterAsync("default", "charge/7", default);

        Assert.Equal(1, overview.Stores.Single(store => store.Store == "default").ChargesDead);
        Assert.Contains(
            overview.Needs,
            need => need.Message.StartsWith("1 charge was given up", StringComparison.Ordinal)
        );
        Assert.Equal("server_error", letter.DeadLetter.Reason);
        var named = new DeadLetterSelection { Store = "default", Ids = ["charge/7"] };
        Assert.Equal(1, (await Console.Operator.ReplayDeadLettersAsync(named, default)).Count);
        Assert.Empty((await Console.Viewer.DeadLettersAsync(new DeadLetterQuery(), default)).Items);
    }

    [Fact]
    public async Task Orders_from_before_go_live_are_counted_and_are_nothing_that_needs_a_person()
    {
        for (var id = 1; id <= 3; id++)
        {
            var reason = id == 3 ? "cancelled_before_placing" : "before_go_live";
            await OrderAsync(id, state: 3, columns: "reason", values: $"'{reason}'");
        }

        var overview = await Console.Viewer.OverviewAsync(default);
        var report = await Console.Viewer.DoctorAsync(default);

        Assert.Equal(
            [2L, 0],
            overview
                .Stores.OrderByDescending(store => store.Store, StringComparer.Ordinal)
                .Select(store => store.BeforeGoLive)
        );
        Assert.Contains(
            overview.Needs,
            need => need is { Action: "review_before_go_live", Severity: "info", Store: "default", Count: 2 }
        );
        Assert.Equal(
            ["classic ok", "default warning"],
            report
                .Checks.Where(check => check.Name == "before_go_live")
                .Select(check => $"{check.Store} {check.Status}")
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.All(
            report.Checks.Where(check => check.Name == "needs_person"),
            check => Assert.Equal("ok", check.Status)
        );
    }
}
