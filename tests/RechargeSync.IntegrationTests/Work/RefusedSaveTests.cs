using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>What Postgres refuses to store is counted like any other failure, and ends.</summary>
[Collection(UsesServers.Name)]
public sealed class RefusedSaveTests(Servers servers) : IAsyncLifetime
{
    private static readonly WorkKey s_key = WorkKey.Order("default", 1);

    private readonly FaultyWorld _world = new(seed: 1, faults: 0);
    private TestDatabase _database = null!;
    private ConnectionMultiplexer _redis = null!;
    private Worker _worker = null!;

    public async ValueTask InitializeAsync()
    {
        (_database, _redis) = (await servers.CreateDatabaseAsync(), await servers.ConnectRedisAsync());
        _worker = new Worker("one", _database, _redis, _world);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _database.DisposeAsync();
        _redis.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Answer_that_cannot_be_saved_is_a_dead_letter_after_five_tries_and_the_order_is_there_once()
    {
        await _database.ExecuteAsync("ALTER TABLE orders ADD CONSTRAINT refused CHECK (platform_order_id <> 'P1')");
        await DeliverAsync();
        await UntilDeadAsync();

        Assert.Equal(
            $"{(int)WorkStep.Push} cannot_save 23514 5",
            Assert.Single(
                await _database.RowsAsync(
                    "SELECT step, reason, left(detail, 5), count(*) FROM failed_attempts GROUP BY 1, 2, 3"
                )
            )
        );
        Assert.Single(_world.PlatformOrders);
    }

    [Fact]
    public async Task Answer_that_cannot_be_saved_leaves_what_was_delivered_applied_and_a_replay_finishes_the_order()
    {
        await _database.ExecuteAsync("ALTER TABLE orders ADD CONSTRAINT refused CHECK (platform_order_id <> 'P1')");
        await DeliverAsync();
        await UntilDeadAsync();
        Assert.Equal("1 -", Assert.Single(await _database.RowsAsync("SELECT state, reason FROM inbox")));

        await _database.ExecuteAsync("ALTER TABLE orders DROP CONSTRAINT refused");
        await _database.ExecuteAsync($"UPDATE orders SET {WorkChanges.Revive}");
        await UntilAsync(WorkState.Done);
        Assert.Single(_world.PlatformOrders);
        Assert.Equal("P1", Assert.Single(_world.ExternalIds).Value);
    }

    /// <summary>A new order is pushed before anything of its delivery is saved.</summary>
    [Fact]
    public async Task Delivery_that_cannot_be_saved_is_dead_together_with_its_order_which_is_there_once()
    {
        await _database.ExecuteAsync("ALTER TABLE orders ADD CONSTRAINT refused CHECK (status <> 'success')");
        await DeliverAsync();
        await UntilDeadAsync();

        Assert.Equal("4 cannot_save", Assert.Single(await _database.RowsAsync("SELECT state, reason FROM inbox")));
        Assert.Single(_world.PlatformOrders);
    }

    private Task<long> DeliverAsync() => _database.DeliverAsync(s_key, new OrderBuilder().WithId(1).Body());

    private async Task UntilDeadAsync()
    {
        await _worker.Loop.RunAsync(s_key, CancellationToken.None);
        await _worker.StartAsync();
        await UntilAsync(WorkState.Dead);
    }

    private Task UntilAsync(WorkState state) =>
        Until.TrueAsync(
            async () =>
                await _database.ScalarAsync<long>($"SELECT count(*) FROM orders WHERE state = {(int)state}") == 1,
            $"the order is {state}"
        );
}
