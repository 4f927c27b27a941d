using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Recharge;

public abstract class RateLimiterTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private readonly Store _store = StoreBuilder.Registry().Get("default");
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await servers.ConnectRedisAsync(protocol: protocol);

    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Burst_of_two_workers_never_overfills_the_bucket()
    {
        // A leaky bucket of Recharge's rules, judged by the times at which calls were let through.
        var options = new RateLimitOptions
        {
            BucketSize = 20,
            LeakPerSecond = 100,
            MaxWait = TimeSpan.FromSeconds(10),
        };
        var workers = new[] { RechargeSide.Limiter(_redis, options), RechargeSide.Limiter(_redis, options) };

        // A process's very first call takes its time, and would hold up the others: so it goes through another bucket.
        var other = StoreBuilder.Registry(store => store.AccessToken = "another").Get("default");
        Assert.Null(await workers[0].TakeAsync(other));
        var started = TimeProvider.System.GetTimestamp();
        var times = await Task.WhenAll(
                Enumerable
                    .Range(0, 200)
                    .Select(i =>
                        Task.Run(async () =>
                        {
                            Assert.Null(await workers[i % 2].TakeAsync(_store));
                            return TimeProvider.System.GetElapsedTime(started);
                        })
                    )
            )
            .InTimeAsync();

        var (level, at) = (0.0, TimeSpan.Zero);
        foreach (var time in times.Order())
        {
            level = Math.Max(0, level - ((time - at).TotalSeconds * options.LeakPerSecond)) + 1;
            at = time;

            // Calls let through on a busy machine may bunch up by what the scheduler holds back: a quarter of a second
            // at most.
            Assert.InRange(level, 0, options.BucketSize + (0.25 * options.LeakPerSecond));
        }

        // 200 calls through a bucket of 20 that leaks 100 a second cannot be over sooner.
        Assert.True(at >= TimeSpan.FromSeconds(1.75), $"The burst was over after {at}.");
    }

    [Fact]
    public async Task Call_whose_wait_would_be_too_long_is_put_off_and_takes_no_place()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions
            {
                BucketSize = 10,
                LeakPerSecond = 0.01,
                MaxWait = TimeSpan.FromMilliseconds(100),
            }
        );
        var granted = 0;
        while (await limiter.TakeAsync(_store) is null)
        {
            granted++;
        }

        Assert.InRange(granted, 8, 10);
        Assert.True((await limiter.TakeAsync(_store)) > TimeSpan.FromSeconds(30));
        Assert.InRange(
            double.Parse((string)(await FieldAsync("level"))!, CultureInfo.InvariantCulture),
            granted - 0.5,
            granted
        );
    }

    [Fact]
    public async Task What_recharge_says_of_its_bucket_counts()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions { LeakPerSecond = 0.01, MaxWait = TimeSpan.FromMilliseconds(100) }
        );
        Assert.Null(await limiter.TakeAsync(_store));
        await LearnAsync(limiter, HttpStatusCode.OK, "40/40");
        Assert.NotNull(await limiter.TakeAsync(_store));
    }

    [Fact]
    public async Task Bucket_grows_to_the_size_that_recharge_tells()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions { LeakPerSecond = 0.01, MaxWait = TimeSpan.FromMilliseconds(100) }
        );
        await limiter.TakeAsync(_store);
        await LearnAsync(limiter, HttpStatusCode.OK, "1/80");
        for (var i = 0; i < 60; i++)
        {
            Assert.Null(await limiter.TakeAsync(_store));
        }
    }

    [Fact]
    public async Task Token_that_was_throttled_rests_for_all_workers()
    {
        var options = new RateLimitOptions
        {
            MaxWait = TimeSpan.FromMilliseconds(10),
            PauseAfterThrottle = TimeSpan.FromMinutes(5),
        };
        var limiter = RechargeSide.Limiter(_redis, options);
        await limiter.TakeAsync(_store);
        await LearnAsync(limiter, HttpStatusCode.TooManyRequests, "12/40");
        Assert.True(await RechargeSide.Limiter(_redis, options).TakeAsync(_store) > TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task Stores_of_one_token_share_its_bucket_and_others_do_not()
    {
        var options = new RateLimitOptions
        {
            BucketSize = 3,
            LeakPerSecond = 0.01,
            MaxWait = TimeSpan.FromMilliseconds(10),
        };
        var limiter = RechargeSide.Limiter(_redis, options);
        while (await limiter.TakeAsync(_store) is null)
        {
            // Until it is full.
        }

        Assert.NotNull(
            await limiter.TakeAsync(StoreBuilder.Registry(store => store.ApiVersion = "2021-01").Get("default"))
        );
        Assert.Null(
            await limiter.TakeAsync(StoreBuilder.Registry(store => store.AccessToken = "another").Get("default"))
        );
    }

    [Fact]
    public async Task Backfill_leaves_room_for_live_calls()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions { LeakPerSecond = 0.01, MaxWait = TimeSpan.FromMilliseconds(10) }
        );
        var backfill = 0;
        while (await limiter.TakeAsync(_store, CallPriority.Backfill, CancellationToken.None) is null)
        {
            backfill++;
        }

        Assert.InRange(backfill, 10, 20);
        Assert.Null(await limiter.TakeAsync(_store));
    }

    [Fact]
    public async Task Nothing_secret_is_kept_in_redis_and_nothing_for_ever()
    {
        var limiter = RechargeSide.Limiter(_redis);
        await limiter.TakeAsync(_store);
        await LearnAsync(limiter, HttpStatusCode.OK, "1/40");
        var key = Assert.Single(await _redis.GetServers()[0].KeysAsync().ToArrayAsync());
        Assert.DoesNotContain(_store.Options.AccessToken, (string)key!, StringComparison.Ordinal);
        var left = await _redis.GetDatabase().KeyTimeToLiveAsync(key);
        Assert.InRange(left!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Look_tells_what_is_in_the_bucket_and_whether_the_token_rests()
    {
        var options = new RateLimitOptions { LeakPerSecond = 0.01, PauseAfterThrottle = TimeSpan.FromMinutes(5) };
        var (limiter, look) = (
            RechargeSide.Limiter(_redis, options),
            new RateLimiterState(_redis, Options.Create(options))
        );
        await limiter.TakeAsync(_store);
        var before = await look.ReadAsync(_store);
        await LearnAsync(limiter, HttpStatusCode.TooManyRequests, "12/40");
        var after = await look.ReadAsync(_store);
        Assert.InRange(before.Used, 0.5, 1);
        Assert.Equal((40, 0.01, null), (before.Size, before.LeakPerSecond, before.PausedUntil));
        Assert.InRange(after.Used, 39.5, 40);
        Assert.NotNull(after.PausedUntil);
    }

    [Fact]
    public async Task Calls_go_ahead_without_redis()
    {
        using var nowhere = await Servers.ConnectNowhereAsync();
        var limiter = RechargeSide.Limiter(nowhere);
        Assert.Null(await limiter.TakeAsync(_store));
        await LearnAsync(limiter, HttpStatusCode.OK, "1/40");
    }

    private async Task LearnAsync(RateLimiter limiter, HttpStatusCode status, string limit)
    {
        using var response = new HttpResponseMessage(status);
        response.Headers.Add("X-Recharge-Limit", limit);
        limiter.Learn(_store, response.Headers, status);
    }

    private Task<RedisResult> FieldAsync(string field) =>
        _redis.GetDatabase().ExecuteAsync("HGET", $"rechargesync:rate-limit:{_store.TokenHash}", field);

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : RateLimiterTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : RateLimiterTests(servers, RedisProtocol.Resp3);
}
