using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>The database's clock was ahead for a while, and was set right again.</summary>
[Collection(UsesServers.Name)]
public sealed class ClockTests(Servers servers) : IAsyncLifetime
{
    private static readonly WorkKey s_key = WorkKey.Order("default", 1);

    private TestDatabase _database = null!;
    private OrderTable _table = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _table = Tables.Orders(_database.Source, "one");
    }

    public async ValueTask DisposeAsync()
    {
        await _table.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Retry_counted_from_a_clock_that_was_set_back_meanwhile_is_not_put_off_for_as_long()
    {
        await _database.DeliverAsync(s_key);
        var claim = (await _table.ClaimAsync(s_key))!;
        var ahead = claim.Now.AddHours(20);
        await _table.SaveAsync(
            new Save<OrderRow>(
                s_key,
                claim.Row with
                {
                    Work = claim.Row.Work with { RetryAt = ahead.AddSeconds(30) },
                },
                [],
                null,
                KeepLease: false,
                Now: ahead
            ),
            CancellationToken.None
        );
        Assert.Equal(
            "True True",
            Assert.Single(
                await _database.RowsAsync(
                    "SELECT retry_at = due_at, due_at BETWEEN now() AND now() + interval '31 seconds' FROM orders"
                )
            )
        );
    }

    [Fact]
    public async Task Delivery_that_comes_after_the_clock_was_set_right_does_not_keep_a_retry_from_the_future()
    {
        await _database.DeliverAsync(s_key);
        var claim = (await _table.ClaimAsync(s_key))!;
        await _table.SaveAsync(
            s_key,
            claim.Row with
            {
                Work = claim.Row.Work with { State = WorkState.Active, RetryAt = claim.Now.AddHours(20) },
            }
        );
        Assert.NotNull((await _table.ClaimAsync(s_key))!.Row.Work.RetryAt);

        await _database.ExecuteAsync("UPDATE orders SET updated_at = now() + interval '20 hours'");
        Assert.Null((await _table.ClaimAsync(s_key))!.Row.Work.RetryAt);
    }

    [Fact]
    public async Task What_was_dated_by_a_clock_ahead_is_due_at_once_and_nothing_else_is()
    {
        foreach (var id in new long[] { 1, 2 })
        {
            var key = WorkKey.Order("default", id);
            await _database.DeliverAsync(key);
            var claim = (await _table.ClaimAsync(key))!;
            await _table.SaveAsync(
                key,
                claim.Row with
                {
                    Work = claim.Row.Work with { State = WorkState.Active, RetryAt = claim.Now.AddHours(1) },
                }
            );
        }

        await _database.ExecuteAsync("UPDATE orders SET updated_at = now() + interval '20 hours' WHERE order_id = 1");
        await _database.ExecuteAsync(
            "UPDATE inbox SET enqueued_at = now() + interval '20 hours' WHERE resource_key = 'order/1'"
        );
        using var repair = new ClockRepair(
            [_table, new InboxTable(_database.Source)],
            Options.Create(new WorkOptions()),
            TimeProvider.System,
            NullLogger<ClockRepair>.Instance
        );
        Assert.Equal(2, await repair.RepairAsync(CancellationToken.None));
        Assert.Equal(
            ["1 True True", "2 False False"],
            await _database.RowsAsync(
                "SELECT order_id, due_at <= now(), retry_at IS NULL FROM orders ORDER BY order_id"
            )
        );
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE enqueued_at > now()"));
        Assert.Equal(0, await repair.RepairAsync(CancellationToken.None));
    }
}
