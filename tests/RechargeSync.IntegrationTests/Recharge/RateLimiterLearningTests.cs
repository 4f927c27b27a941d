using System.Globalization;
using System.Net;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Recharge;

/// <summary>How our bucket follows Recharge's, and how the two priorities share it.</summary>
[Collection(UsesServers.Name)]
public sealed class RateLimiterLearningTests(Servers servers) : IAsyncLifetime
{
    private static readonly RateLimitOptions s_still = new()
    {
        LeakPerSecond = 0.01,
        MaxWait = TimeSpan.FromMilliseconds(100),
    };

    private readonly Store _store = StoreBuilder.Registry().Get("default");
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await servers.ConnectRedisAsync();

    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Level_falls_to_what_Recharge_says_once_no_call_is_under_way()
    {
        var limiter = RechargeSide.Limiter(_redis, s_still);
        for (var i = 0; i < 10; i++)
        {
            await limiter.TakeAsync(_store);
        }

        for (var answered = 1; answered <= 9; answered++)
        {
            await LearnAsync(limiter, "2/40");
            Assert.InRange(await LevelAsync(), 9.5, 10);
        }

        await LearnAsync(limiter, "2/40");
        Assert.InRange(await LevelAsync(), 1.9, 2);
    }

    [Fact]
    public async Task Level_rises_to_what_Recharge_says_at_any_time()
    {
        var limiter = RechargeSide.Limiter(_redis, s_still);
        await limiter.TakeAsync(_store);
        await limiter.TakeAsync(_store);
        await LearnAsync(limiter, "30/40");
        Assert.InRange(await LevelAsync(), 29.9, 30);
    }

    [Fact]
    public async Task Call_without_answer_is_not_under_way_for_ever()
    {
        var limiter = RechargeSide.Limiter(_redis, s_still);
        await limiter.TakeAsync(_store);
        await limiter.TakeAsync(_store);
        limiter.Learn(_store, null, null);
        await LearnAsync(limiter, "1/40");
        Assert.InRange(await LevelAsync(), 0.9, 1);

        // A worker that died between: what it left is over after a while.
        await limiter.TakeAsync(_store);
        await _redis.GetDatabase().ExecuteAsync("HSET", Key, "over", "1");
        await limiter.TakeAsync(_store);
        Assert.Equal("1", await FieldAsync("open"));
    }

    [Fact]
    public async Task Place_that_nobody_waits_for_any_more_is_given_back()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions
            {
                BucketSize = 2,
                LeakPerSecond = 0.5,
                MaxWait = TimeSpan.FromMinutes(1),
            }
        );
        await limiter.TakeAsync(_store);
        using var stop = new CancellationTokenSource();
        var waiting = limiter.TakeAsync(_store, CallPriority.Live, stop.Token);
        await Until.TrueAsync(async () => await FieldAsync("open") == "2", "the second has its place");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal("1", await FieldAsync("open"));
        Assert.InRange(await LevelAsync(), 0, 1);
    }

    [Fact]
    public async Task Bigger_bucket_does_not_leak_faster()
    {
        var limiter = RechargeSide.Limiter(_redis, new RateLimitOptions { LeakPerSecond = 1, MaxWait = TimeSpan.Zero });
        await limiter.TakeAsync(_store);
        await LearnAsync(limiter, "400/400");
        var wait = await limiter.TakeAsync(_store);

        // A place more than the twentieth that stays free has to leak first, one a second.
        Assert.InRange(wait!.Value.TotalSeconds, 20, 23);
    }

    [Fact]
    public async Task Those_put_off_come_back_one_after_the_other()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions
            {
                BucketSize = 2,
                LeakPerSecond = 2,
                MaxWait = TimeSpan.Zero,
            }
        );
        await limiter.TakeAsync(_store, CallPriority.Backfill, CancellationToken.None);
        var waits = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            waits.Add(
                (await limiter.TakeAsync(_store, CallPriority.Backfill, CancellationToken.None))!.Value.TotalSeconds
            );
        }

        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.3, 0.6));
    }

    [Fact]
    public async Task Live_call_waits_for_live_calls_only()
    {
        var limiter = RechargeSide.Limiter(
            _redis,
            new RateLimitOptions
            {
                BucketSize = 40,
                LeakPerSecond = 0.01,
                MaxWait = TimeSpan.FromMilliseconds(100),
            }
        );
        var (live, backfill) = (0, 0);
        while (await limiter.TakeAsync(_store) is null)
        {
            live++;
            if (await limiter.TakeAsync(_store, CallPriority.Backfill, CancellationToken.None) is null)
            {
                backfill++;
            }
        }

        // Half of what is used at all, and nothing of the upper half.
        Assert.Equal(38, live + backfill);
        Assert.InRange(backfill, 8, 10);
    }

    private string Key => $"rechargesync:rate-limit:{_store.TokenHash}";

    private async Task<double> LevelAsync() => double.Parse((await FieldAsync("level"))!, CultureInfo.InvariantCulture);

    private async Task<string?> FieldAsync(string field) =>
        (string?)await _redis.GetDatabase().ExecuteAsync("HGET", Key, field);

    private async Task LearnAsync(RateLimiter limiter, string limit)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        response.Headers.Add("X-Recharge-Limit", limit);
        limiter.Learn(_store, response.Headers, HttpStatusCode.OK);
    }
}
