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
        var nowhere = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Programs.FreePort()}");
        using var service = servers.CreateService(project, ServiceSettings.On(_database.ConnectionString, nowhere));
        var lines = service.Log.Watch("StackExchange.Redis.ConnectionMultiplexer[");
        await service.StartAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.Contains("\"status\":\"Degraded\"", await client.GetStringAsync("/health"), StringComparison.Ordinal);
        await service.StopAsync();
        Assert.Equal(0, lines());
    }
}
