using System.Data;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>Leased rows that nothing is delivered to: they are there, and come due.</summary>
[Collection(UsesServers.Name)]
public sealed class UndeliveredTableTests(Servers servers) : IAsyncLifetime
{
    private static readonly WorkKey s_key = WorkKey.Checkout("default", "t");

    private TestDatabase _database = null!;
    private TurnTable _table = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _table = new TurnTable(_database.Source);
        await _database.ExecuteAsync(
            """
            INSERT INTO carts (store, token, intent, fence, due_at, created_at, updated_at)
            VALUES ('default', 't', 0, 0, now(), now(), now())
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _table.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Row_is_claimed_when_it_is_due_and_not_by_a_delivery()
    {
        await _database.DeliverAsync(s_key, [1]);
        var claim = (await _table.ClaimAsync(s_key))!;
        Assert.Empty(claim.Deliveries);
        var turn = claim.Row.With(claim.Row.Work with { RetryAt = claim.Now.AddHours(1) });
        Assert.False((await _table.SaveAsync(s_key, turn)).MoreWaits);
        Assert.Null(await _table.ClaimAsync(s_key));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE state <> 0"));

        await _database.ExecuteAsync("UPDATE carts SET due_at = now()");
        Assert.Equal(2, (await _table.ClaimAsync(s_key))!.Row.Work.Fence);
    }

    [Fact]
    public async Task Failed_attempt_is_remembered_with_the_row()
    {
        var row = (await _table.ClaimAsync(s_key))!.Row;
        var failure = new FailedAttemptRow
        {
            Store = "default",
            ResourceKey = s_key.Resource.ToString(),
            Step = WorkStep.ClearCart,
            Reason = "refused",
        };
        await _table.SaveAsync(new Save<CartRow>(s_key, row, [], failure, KeepLease: false), CancellationToken.None);
        Assert.Equal(
            ["default checkout/t 6 refused"],
            await _database.RowsAsync("SELECT store, resource_key, step, reason FROM failed_attempts")
        );
    }

    [Fact]
    public async Task Row_that_is_not_there_is_not_made() =>
        Assert.Null(await _table.ClaimAsync(WorkKey.Checkout("default", "other")));

    private sealed class TurnTable(NpgsqlDataSource database)
        : WorkTable<CartRow>(
            Statements(WorkStep.None, hasDeliveries: false),
            database,
            new WorkerName("one", ""),
            TimeSpan.FromMinutes(2),
            TimeProvider.System
        )
    {
        protected override NpgsqlParameter Keys(string name, WorkKey[] keys) =>
            new NpgsqlParameter<string[]>(name, Array.ConvertAll(keys, key => key.Token));

        protected override WorkKey ReadKey(NpgsqlDataReader reader) =>
            WorkKey.Checkout(reader.GetString("store"), reader.GetString("token"));

        protected override WorkKey KeyOf(CartRow row) => WorkKey.Checkout(row.Store, row.Token);
    }
}
