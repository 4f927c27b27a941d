using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Core.Storage;
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
        using var host = NewHost(database.ConnectionString);
        Assert.Equal(HealthStatus.Healthy, await LookAsync(host));
    }

    [Fact]
    public async Task Postgres_that_is_away_is_unhealthy()
    {
        using var host = NewHost("Host=127.0.0.1;Port=1;Username=postgres;Database=syncdb");
        Assert.Equal(HealthStatus.Unhealthy, await LookAsync(host));
    }

    [Fact]
    public async Task Pooled_connections_that_died_with_a_restart_of_the_database_make_no_service_unhealthy()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using var host = NewHost(database.ConnectionString);
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => source.OpenConnectionAsync().AsTask()));
        foreach (var connection in opened)
        {
            await connection.CloseAsync();
        }

        await using var other = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await using var kill = other.CreateCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'rechargesync' AND pid <> pg_backend_pid()
            """
        );
        Assert.Equal(5L, await kill.ExecuteScalarAsync());

        Assert.Equal(HealthStatus.Healthy, await LookAsync(host));
    }

    private static IHost NewHost(string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration[$"ConnectionStrings:{StorageServices.ConnectionName}"] = connectionString;
        builder.AddStorage().AddStorageHealth();
        return builder.Build();
    }

    private static async Task<HealthStatus> LookAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
}
