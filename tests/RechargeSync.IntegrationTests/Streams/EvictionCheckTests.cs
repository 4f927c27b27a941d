using RechargeSync.Core.Startup;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.BackOffice;
using RechargeSync.IntegrationTests.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Streams;

/// <summary>What a real Redis says of its policy, to a client that is no administrator.</summary>
public abstract class EvictionCheckTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await servers.ConnectRedisAsync(protocol: protocol);

    public async ValueTask DisposeAsync()
    {
        await SetPolicyAsync("noeviction");
        _redis.Dispose();
    }

    [Theory]
    [InlineData("noeviction", false)]
    [InlineData("volatile-lru", false)]
    [InlineData("allkeys-lru", true)]
    [InlineData("allkeys-random", true)]
    public async Task Redis_that_may_evict_any_key_is_a_problem(string policy, bool isProblem)
    {
        await SetPolicyAsync(policy);
        var problem = await new EvictionCheck(_redis).FindProblemAsync(CancellationToken.None);
        Assert.Equal(isProblem, problem?.Contains(policy, StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Service_refuses_to_start_with_it()
    {
        await SetPolicyAsync("allkeys-lru");
        await using var database = await servers.CreateDatabaseAsync();
        var connection = $"{servers.RedisConnectionString},protocol={protocol.ToString().ToLowerInvariant()}";
        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() =>
            RunningConsole.StartAsync(servers, database, $"--ConnectionStrings:redis={connection}")
        );
        Assert.Contains("maxmemory-policy allkeys-lru", refused.Message, StringComparison.Ordinal);
    }

    private Task<object?> SetPolicyAsync(string policy) =>
        servers.SendRedisAsync("CONFIG", "SET", "maxmemory-policy", policy);

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : EvictionCheckTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : EvictionCheckTests(servers, RedisProtocol.Resp3);
}
