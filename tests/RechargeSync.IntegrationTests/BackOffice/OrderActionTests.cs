using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Bulk;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>
/// What an operator does goes through the row, under its fence, and never lets a step be done twice unseen.
/// </summary>
[Collection(UsesServers.Name)]
public sealed class OrderActionTests(Servers servers) : ConsoleTest(servers)
{
    private const string Placed =
        "payload_inbox_id, platform_order_id, pushed_hash, desired_hash, pushed_at, order_written_at, charge_id";
    private const string PlacedValues = "1, 'P1', '\\x01', '\\x01', now(), now(), 9";

    [Fact]
    public async Task Waiting_try_is_made_due_at_once_and_what_was_begun_stays_noted()
    {
        await OrderAsync(
            1,
            state: 1,
            columns: "retry_at, due_at",
            values: "now() + interval '1 hour', now() + interval '1 hour'"
        );
        await Database.ExecuteAsync("UPDATE orders SET intent = 1, attempts = 3");

        await Console.Operator.RetryAsync("default", 1, new NoteRequest { Note = "platform is back" }, default);

        Assert.Equal("1 1 3 6 True -", await RowAsync(1, "state, intent, attempts, fence, due_at <= now(), retry_at"));
        Assert.Equal("olga retry default order/1 - platform is back", Assert.Single(await AuditAsync()));
    }

    [Fact]
    public async Task Dead_order_comes_back_with_its_unknown_outcome()
    {
        await OrderAsync(1, state: 4, columns: "reason, finished_at, failing_since", values: "'timeout', now(), now()");
        await Database.ExecuteAsync("UPDATE orders SET intent = 1, attempts = 30");

        await Console.Operator.RetryAsync("default", 1, new NoteRequest(), default);

        Assert.Equal("1 1 0 6 - -", await RowAsync(1, "state, intent, attempts, fence, reason, finished_at"));
        Assert.Equal("olga retry default order/1 timeout -", Assert.Single(await AuditAsync()));
    }

    [Fact]
    public async Task Order_that_a_worker_has_is_left_to_it()
    {
        await OrderAsync(
            1,
            state: 1,
            columns: "lease_owner, due_at, " + Placed,
            values: "'a#1', now() + interval '1 minute', " + PlacedValues
        );

        await RefusedAsync(409, client => client.RetryAsync("default", 1, new NoteRequest(), default));
        await RefusedAsync(
            409,
            client => client.RedoAsync("default", 1, new RedoRequest { Step = "write_order_ids" }, default)
        );
        await RefusedAsync(409, client => client.IgnoreAsync("default", 1, new NoteRequest { Note = "x" }, default));

        Assert.Equal("1 5 a#1", await RowAsync(1, "state, fence, lease_owner"));
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Worker_that_had_the_order_before_an_act_writes_nothing_any_more()
    {
        var key = WorkKey.Order("default", 1);
        await Database.DeliverAsync(key);
        var table = Tables.Orders(Database.Source, "a", TimeSpan.FromMilliseconds(50));
        await using (table)
        {
            var claim = (await table.ClaimAsync(key))!;
            await Until.TrueAsync(async () => (await RowAsync(1, "due_at <= now()")) == "True", "the lease is over");
            await Database.ExecuteAsync("UPDATE orders SET state = 1");
            await Console.Operator.IgnoreAsync("default", 1, new NoteRequest { Note = "not ours" }, default);

            Assert.False((await table.SaveAsync(key, claim.Row)).Held);
        }

        Assert.Equal("3", await RowAsync(1, "state"));
    }

    [Theory]
    [InlineData("push", "1 1 - - True")]
    [InlineData("write_order_ids", "1 3 P1 - True")]
    [InlineData("update_platform", "1 0 P1 written False")]
    public async Task Redone_step_is_looked_up_before_it_is_done(string step, string row)
    {
        await OrderAsync(1, columns: Placed, values: PlacedValues);

        await Console.Operator.RedoAsync("default", 1, new RedoRequest { Step = step, Note = "again" }, default);

        Assert.Equal(
            row,
            await RowAsync(
                1,
                "state, intent, platform_order_id, CASE WHEN order_written_at IS NOT NULL THEN 'written' END, "
                    + "pushed_hash IS NOT NULL"
            )
        );
        Assert.Equal($"olga redo default order/1 {step} again", Assert.Single(await AuditAsync()));
    }

    [Fact]
    public async Task Charge_that_carries_a_newer_orders_id_is_not_written_over()
    {
        await OrderAsync(
            1,
            columns: Placed + ", charge_written_at",
            values: PlacedValues + ", now() - interval '30 days'"
        );
        await OrderAsync(2, columns: Placed + ", charge_written_at", values: PlacedValues + ", now()");
        await Database.ExecuteAsync("UPDATE orders SET is_prepaid = true");

        await RefusedAsync(
            409,
            client => client.RedoAsync("default", 1, new RedoRequest { Step = "write_charge_id" }, default)
        );
        await Console.Operator.RedoAsync("default", 2, new RedoRequest { Step = "write_charge_id" }, default);

        Assert.Equal("2 0", await RowAsync(1, "state, intent"));
        Assert.Equal("1 4 -", await RowAsync(2, "state, intent, charge_written_at"));
    }

    [Fact]
    public async Task Unknown_outcome_of_another_step_is_settled_first()
    {
        await OrderAsync(1, state: 4, columns: Placed, values: PlacedValues);
        await Database.ExecuteAsync("UPDATE orders SET intent = 4");
        var problem = await RefusedAsync(
            409,
            client => client.RedoAsync("default", 1, new RedoRequest { Step = "write_order_ids" }, default)
        );
        Assert.Contains("retry", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_somebody_else_placed_or_nobody_did_is_never_pushed_again()
    {
        await OrderAsync(1, columns: Placed, values: PlacedValues);
        await OrderAsync(2);
        await Database.ExecuteAsync("UPDATE orders SET adopted = true WHERE order_id = 1");
        await RefusedAsync(409, client => client.RedoAsync("default", 1, new RedoRequest { Step = "push" }, default));
        await RefusedAsync(409, client => client.RedoAsync("default", 2, new RedoRequest { Step = "push" }, default));
        await RefusedAsync(404, client => client.RedoAsync("default", 3, new RedoRequest { Step = "push" }, default));
        await RefusedAsync(
            400,
            client => client.RedoAsync("default", 1, new RedoRequest { Step = "everything" }, default)
        );
    }

    [Fact]
    public async Task Ignoring_needs_a_note_and_is_not_for_what_is_done()
    {
        await OrderAsync(1, state: 4, columns: "reason", values: "'refused'");
        await OrderAsync(2);
        await RefusedAsync(400, client => client.IgnoreAsync("default", 1, new NoteRequest(), default));
        await RefusedAsync(409, client => client.IgnoreAsync("default", 2, new NoteRequest { Note = "x" }, default));

        await Console.Operator.IgnoreAsync("default", 1, new NoteRequest { Note = "a test" }, default);

        Assert.Equal("3 6 -", await RowAsync(1, "state, fence, due_at"));
        Assert.Equal("olga ignore default order/1 refused a test", Assert.Single(await AuditAsync()));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(3, "before_go_live")]
    [InlineData(4, "redacted")]
    public async Task Order_that_the_platform_does_not_have_is_placed_by_hand_whatever_kept_it(
        int state,
        string? reason
    )
    {
        await OrderAsync(1, state: state, columns: "reason", values: reason is null ? "NULL" : $"'{reason}'");

        var done = await Console.Operator.PlaceAsync("default", 1, new NoteRequest { Note = "ours" }, default);

        Assert.Equal("place", done.Action);
        Assert.Equal(
            "1 True operator - 0 6 True",
            await RowAsync(1, "state, released, question, reason, attempts, fence, due_at <= now()")
        );
        Assert.Equal($"olga place default order/1 {reason ?? "-"} ours", Assert.Single(await AuditAsync()));
    }

    [Fact]
    public async Task Order_that_the_platform_or_a_worker_has_is_not_placed()
    {
        await OrderAsync(1, columns: Placed, values: PlacedValues);
        await OrderAsync(2, state: 1, columns: "lease_owner, due_at", values: "'a#1', now() + interval '1 minute'");
        await RefusedAsync(409, client => client.PlaceAsync("default", 1, new NoteRequest(), default));
        await RefusedAsync(409, client => client.PlaceAsync("default", 2, new NoteRequest(), default));
        await RefusedAsync(404, client => client.PlaceAsync("default", 3, new NoteRequest(), default));
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Orders_of_a_reason_are_counted_and_placed_together_or_some_of_them()
    {
        const string BeforeGoLive = "'before_go_live'";
        for (var id = 1; id <= 5; id++)
        {
            await OrderAsync(id, state: 3, columns: "reason", values: id == 5 ? "'refused'" : BeforeGoLive);
        }

        await OrderAsync(6, "classic", state: 3, columns: "reason", values: BeforeGoLive);
        var all = new PlaceSelection { Store = "default", Reason = "before_go_live" };

        Assert.Equal(4, (await Console.Viewer.CountToPlaceAsync("default", "before_go_live", default)).Count);
        var some = new PlaceSelection
        {
            Store = "default",
            Ids = [1, 1, 5, 99],
            Reason = "before_go_live",
        };
        Assert.Equal(1, (await Console.Operator.PlaceManyAsync(some, default)).Count);
        Assert.Equal(3, (await Console.Operator.PlaceAllAsync(all, default)).Total);
        await new BulkWorker(Database).RunAsync();
        Assert.Equal(0, (await Console.Viewer.CountToPlaceAsync("default", "before_go_live", default)).Count);

        Assert.Equal(
            ["1 1 True", "2 1 True", "3 1 True", "4 1 True", "5 3 False", "6 3 False"],
            await Database.RowsAsync("SELECT order_id, state, released FROM orders ORDER BY order_id"),
            StringComparer.Ordinal
        );
        Assert.Equal(
            Enumerable.Range(1, 4).Select(id => $"olga place default order/{id}"),
            (await AuditAsync())
                .Where(act => !act.Contains("job/", StringComparison.Ordinal))
                .Select(act => string.Join(' ', act.Split(' ')[..4]))
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        await RefusedAsync(400, client => client.PlaceManyAsync(new PlaceSelection { Store = "default" }, default));
        await RefusedAsync(400, client => client.CountToPlaceAsync("default", "", default));
    }

    [Fact]
    public async Task Two_operators_at_once_act_once()
    {
        await OrderAsync(1, state: 4, columns: "reason", values: "'refused'");
        var acts = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    try
                    {
                        await Console.Operator.RetryAsync("default", 1, new NoteRequest(), default);
                        return true;
                    }
                    catch (AdminException exception) when (exception.Status == 409)
                    {
                        return false;
                    }
                })
        );

        // Who comes later finds it active and may make it due once more; never do two write under one fence.
        Assert.Equal(acts.Count(done => done), (await AuditAsync()).Count);
        Assert.Equal($"{5 + acts.Count(done => done)}", await RowAsync(1, "fence"));
    }

    private async Task<AdminException> RefusedAsync(int status, Func<AdminClient, Task> act)
    {
        var refused = await Assert.ThrowsAsync<AdminException>(() => act(Console.Operator));
        Assert.Equal(status, refused.Status);
        return refused;
    }
}
