using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Recharge;

public abstract class AddressLockTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(10);

    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await servers.ConnectRedisAsync(protocol: protocol);

    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Key_of_an_address_outlives_the_call_that_is_made_under_it()
    {
        var longest = TimeSpan.FromSeconds(60);
        using var pass = await RechargeSide
            .AddressLock(_redis)
            .EnterAsync("default", "7", longest, CancellationToken.None);
        var left = await _redis.GetDatabase().KeyTimeToLiveAsync("rechargesync:address:default:7");
        Assert.InRange(left!.Value, longest, longest + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Writes_for_one_address_come_one_after_the_other()
    {
        var gates = new[] { RechargeSide.AddressLock(_redis), RechargeSide.AddressLock(_redis) };
        var (inside, most) = (0, 0);
        await Task.WhenAll(
                Enumerable
                    .Range(0, 10)
                    .Select(i =>
                        Task.Run(async () =>
                        {
                            using var pass = await gates[i % 2]
                                .EnterAsync("default", "7", s_call, CancellationToken.None);
                            most = Math.Max(most, Interlocked.Increment(ref inside));
                            await Task.Yield();
                            Interlocked.Decrement(ref inside);
                        })
                    )
            )
            .InTimeAsync();
        Assert.Equal((0, 1), (inside, most));
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Other_addresses_and_other_stores_do_not_wait()
    {
        var gate = RechargeSide.AddressLock(_redis);
        using var one = await gate.EnterAsync("default", "7", s_call, CancellationToken.None);
        using var two = await gate.EnterAsync("default", "8", s_call, CancellationToken.None);
        using var three = await gate.EnterAsync("other", "7", s_call, CancellationToken.None);
        Assert.Equal(3, (await KeysAsync()).Length);
    }

    [Fact]
    public async Task Wait_ends_with_the_callers_patience()
    {
        var gate = RechargeSide.AddressLock(_redis);
        using var held = await gate.EnterAsync("default", "7", s_call, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var second = gate.EnterAsync("default", "7", s_call, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Single(await KeysAsync());
    }

    [Fact]
    public async Task Hold_ends_by_itself_and_its_late_holder_takes_nothing_from_the_next()
    {
        var gate = RechargeSide.AddressLock(_redis);
        var late = await gate.EnterAsync("default", "7", s_call, CancellationToken.None);
        var key = Assert.Single(await KeysAsync());
        var left = await _redis.GetDatabase().KeyTimeToLiveAsync(key);
        Assert.InRange(left!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        await _redis.GetDatabase().KeyDeleteAsync(key);
        using var next = await gate.EnterAsync("default", "7", s_call, CancellationToken.None);
        late.Dispose();
        Assert.Single(await KeysAsync());
    }

    [Fact]
    public async Task Write_goes_ahead_without_redis()
    {
        using var nowhere = await Servers.ConnectNowhereAsync();
        using var pass = await RechargeSide
            .AddressLock(nowhere)
            .EnterAsync("default", "7", s_call, CancellationToken.None);
        Assert.NotNull(pass);
    }

    private async Task<RedisKey[]> KeysAsync() => await _redis.GetServers()[0].KeysAsync().ToArrayAsync();

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : AddressLockTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : AddressLockTests(servers, RedisProtocol.Resp3);
}
