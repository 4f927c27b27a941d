using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>What the product uses to talk to Recharge, as one worker's process has it, over a real Redis.</summary>
internal static class RechargeSide
{
    public static RateLimiter Budget(IConnectionMultiplexer redis, RateLimitOptions? options = null) =>
        new(
            redis,
            Options.Create(options ?? new RateLimitOptions()),
            new RateLimitMetrics(Meters.Factory),
            TimeProvider.System,
            NullLogger<RateLimiter>.Instance
        );

    public static AddressLock Gate(IConnectionMultiplexer redis) =>
        new(redis, TimeProvider.System, NullLogger<AddressLock>.Instance);

    public static RechargeClient Client(IHttpClientFactory http, RateLimiter budget) =>
        new(http, budget, TimeProvider.System);

    public static Task<TimeSpan?> TakeAsync(this RateLimiter budget, Store store) =>
        budget.TakeAsync(store, CallPriority.Live, CancellationToken.None);
}
