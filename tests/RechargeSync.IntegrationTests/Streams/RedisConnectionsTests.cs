using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RechargeSync.Core.Stores;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using RechargeSync.Testing.Processes;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Streams;

/// <summary>Connections as the services register them: to a Redis that is away, that goes, and that is there.</summary>
[Collection(UsesServers.Name)]
public sealed class RedisConnectionsTests(Servers servers)
{
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(10);

    // Far from the five seconds for which the client waits by default, and far from what a busy machine takes.
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(2);

    private readonly Store _store = StoreBuilder.Registry().Get("default");

    [Fact]
    public async Task Start_waits_a_second_for_each_connection_to_a_redis_that_does_not_answer()
    {
        // Nobody accepts what the system has accepted. To be refused would be no test: whether the client notices that
        // is a matter of chance.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var connections = new ProductConnections(silent.LocalEndpoint.ToString()!);
        await Task.Run(() => (connections.Shared, connections.Blocking)).WaitAsync(3 * s_atOnce, TimeProvider.System);
    }

    [Fact]
    public async Task Write_for_an_address_does_not_wait_for_a_redis_that_is_away()
    {
        await using var nowhere = Nowhere();
        var gate = RechargeSide.AddressLock(await ConnectAsync(nowhere));
        var entering = gate.EnterAsync("default", "7", s_call, CancellationToken.None);
        using var pass = await entering.WaitAsync(s_atOnce, TimeProvider.System);
        Assert.NotNull(pass);
    }

    [Fact]
    public async Task Call_does_not_wait_for_a_redis_that_is_away()
    {
        await using var nowhere = Nowhere();
        var limiter = RechargeSide.Limiter(await ConnectAsync(nowhere));
        Assert.Null(await limiter.TakeAsync(_store).WaitAsync(s_atOnce, TimeProvider.System));
    }

    [Fact]
    public async Task Call_does_not_wait_for_a_redis_that_has_gone()
    {
        using var redis = await servers.StartOwnRedisAsync();
        await using var connections = new ProductConnections(redis.ConnectionString);
        var limiter = RechargeSide.Limiter(connections.Shared);
        Assert.Null(await limiter.TakeAsync(_store));
        await redis.KillAsync();
        await Until.TrueAsync(() => !connections.Shared.IsConnected, "the connection is gone");
        Assert.Null(await limiter.TakeAsync(_store).WaitAsync(s_atOnce, TimeProvider.System));
    }

    [Fact]
    public async Task What_is_said_while_redis_is_away_is_not_sent_late()
    {
        using var redis = await servers.StartOwnRedisAsync();
        await using var connections = new ProductConnections(redis.ConnectionString);
        var database = connections.Shared.GetDatabase();
        await redis.KillAsync();
        await Until.TrueAsync(() => !connections.Shared.IsConnected, "the connection is gone");
        database.StringSet("late", 1, flags: CommandFlags.FireAndForget);

        await redis.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => connections.Shared.IsConnected, "the connection is back");
        Assert.False(await database.KeyExistsAsync("late"));
    }

    [Fact]
    public async Task Connection_string_has_the_last_word()
    {
        await using var connections = new ProductConnections(servers.RedisConnectionString + ",connectTimeout=7000");
        Assert.Equal(7000, ConfigurationOptions.Parse(connections.Shared.Configuration).ConnectTimeout);
    }

    [Fact]
    public async Task No_command_leaves_a_span()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.Contains("Redis", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Enqueue(activity.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);
        await using (var connections = new ProductConnections(servers.RedisConnectionString))
        {
            await connections.StartAsync();
            await connections.Shared.GetDatabase().PingAsync();
            await connections.Blocking.GetDatabase().PingAsync();
        }

        // The instrumentation would send what it has kept when it is disposed of, if not before.
        Assert.Empty(spans);
    }

    private static ProductConnections Nowhere() =>
        new(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Programs.FreePort()}"));

    // A test of what comes after the start is not to fail because of the start.
    private static Task<IConnectionMultiplexer> ConnectAsync(ProductConnections connections) =>
        Task.Run(() => connections.Shared);
}
