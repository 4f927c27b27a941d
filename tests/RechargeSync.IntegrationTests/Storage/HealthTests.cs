using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>What a service of the hot path says of Postgres.</summary>
[Collection(UsesServers.Name)]
public sealed class HealthTests(Servers servers)
{
    [Fact]
    public async Task Postgres_that_answers_is_healthy()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var host = StorageHost.On(database.ConnectionString);
        Assert.Equal(HealthStatus.Healthy, await LookAsync(host));
    }

    [Fact]
    public async Task Postgres_that_is_away_is_unhealthy()
    {
        using var host = StorageHost.On("Host=127.0.0.1;Port=1;Username=postgres;Database=syncdb");
        Assert.Equal(HealthStatus.Unhealthy, await LookAsync(host));
    }

    [Fact]
    public async Task Pooled_connections_that_died_with_a_restart_of_the_database_make_no_service_unhealthy()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var host = StorageHost.On(database.ConnectionString);
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => source.OpenConnectionAsync().AsTask()));
        foreach (var connection in opened)
        {
            await connection.CloseAsync();
        }

        Assert.Equal(5, await database.KillConnectionsAsync());

        Assert.Equal(HealthStatus.Healthy, await LookAsync(host));
    }

    private static async Task<HealthStatus> LookAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
}
