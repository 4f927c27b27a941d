using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>What the product uses to talk to Recharge, as one worker's process has it, over a real Redis.</summary>
internal static class RechargeSide
{
    public static RateLimiter Limiter(IConnectionMultiplexer redis, RateLimitOptions? options = null) =>
        new(
            redis,
            Options.Create(options ?? new RateLimitOptions()),
            new RateLimitMetrics(Meters.Factory),
            TimeProvider.System,
            NullLogger<RateLimiter>.Instance
        );

    public static AddressLock AddressLock(IConnectionMultiplexer redis) =>
        new(redis, TimeProvider.System, NullLogger<AddressLock>.Instance);

    public static RechargeClient Client(IHttpClientFactory http, RateLimiter limiter, IConnectionMultiplexer redis) =>
        new(Calls(http, limiter, redis));

    public static WebhookSubscriptions Subscriptions(
        IHttpClientFactory http,
        RateLimiter limiter,
        IConnectionMultiplexer redis
    ) => new(Calls(http, limiter, redis));

    private static RechargeCalls Calls(IHttpClientFactory http, RateLimiter limiter, IConnectionMultiplexer redis) =>
        new(http, limiter, AddressLock(redis), TimeProvider.System);

    public static Task<TimeSpan?> TakeAsync(this RateLimiter limiter, Store store) =>
        limiter.TakeAsync(store, CallPriority.Live, CancellationToken.None);

    /// <summary>Takes a place, waiting for it if need be; else how long to stay away.</summary>
    public static async Task<TimeSpan?> TakeAsync(
        this RateLimiter limiter,
        Store store,
        CallPriority priority,
        CancellationToken cancellationToken
    )
    {
        var place = await limiter.AskAsync(store, priority);
        if (place.IsGiven && !place.IsFree)
        {
            await limiter.WaitAsync(store, place.Wait, cancellationToken);
        }

        return place.IsGiven ? null : place.Wait;
    }
}
