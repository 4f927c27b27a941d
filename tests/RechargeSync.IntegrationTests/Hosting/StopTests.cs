using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Hosting;

/// <summary>A worker as a process, which is stopped while Postgres keeps its statements waiting.</summary>
[Collection(UsesServers.Name)]
public sealed class StopTests(Servers servers)
{
    /// <summary>
    /// Npgsql (10.0.3) breaks a statement off over a connection of its own, and waits for that both where the token was
    /// cancelled and where the statement's answer was read. With <c>DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1</c>
    /// these may be threads that read sockets: everything that such a thread was to read ran into its time-out.
    /// </summary>
    [Fact]
    public async Task Worker_that_stops_while_its_statements_wait_loses_no_answer()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var service = servers.CreateService(
            "RechargeSync.Worker",
            ServiceSettings.On(database.ConnectionString, servers.RedisConnectionString)
        );
        await service.StartAsync(CancellationToken.None);

        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var held = connection.CreateCommand())
        {
            held.CommandText = "LOCK TABLE orders, carts, charges, inbox IN ACCESS EXCLUSIVE MODE";
            await held.ExecuteNonQueryAsync();
        }

        await Until.TrueAsync(async () => await WaitingAsync(database) >= 3, "statements wait");
        var lost = service.Log.Watch("Timeout");

        Assert.Equal(0, await service.StopAsync());
        Assert.Equal(0, lost());
    }

    private static Task<long> WaitingAsync(TestDatabase database) =>
        database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );
}
