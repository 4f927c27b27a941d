using System.Globalization;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing.Processes;

namespace RechargeSync.IntegrationTests.Hosting;

/// <summary>The real services, started with nothing that listens at Redis's address.</summary>
[Collection(UsesServers.Name)]
public sealed class StartWithoutRedisTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await servers.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("RechargeSync.Webhooks")]
    [InlineData("RechargeSync.Worker")]
    public async Task Service_is_ready_without_redis_and_says_so_in_its_own_words(string project)
    {
        using var service = servers.CreateService(project, Settings());
        var lines = service.Log.Watch("StackExchange.Redis.ConnectionMultiplexer[");
        await service.StartAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.Contains("\"status\":\"Degraded\"", await client.GetStringAsync("/health"), StringComparison.Ordinal);
        await service.StopAsync();
        Assert.Equal(0, lines());
    }

    private Dictionary<string, string> Settings() =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = _database.ConnectionString,
            ["ConnectionStrings__redis"] = string.Create(
                CultureInfo.InvariantCulture,
                $"127.0.0.1:{Programs.FreePort()}"
            ),
            ["Stores__default__ClientSecrets__0"] = "the-client-secret",
            ["Stores__default__AccessToken"] = "token",
            ["Stores__default__Recharge__BaseUrl"] = "http://127.0.0.1:1",
            ["Stores__default__Platform__BaseUrl"] = "http://127.0.0.1:1",
            ["Reconciliation__Enabled"] = "false",
        };
}
