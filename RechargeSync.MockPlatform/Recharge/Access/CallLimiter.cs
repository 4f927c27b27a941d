using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>The buckets of all tokens.</summary>
internal sealed class CallLimiter
{
    private readonly Dictionary<string, LeakyBucket> _buckets;

    // Calls without a valid token show a limit as well; they share a bucket that refuses nobody.
    private readonly LeakyBucket _strangers;

    public CallLimiter(StoreDirectory stores, TimeProvider time)
    {
        _buckets = stores.All.ToDictionary(
            s => s.AccessToken,
            s => new LeakyBucket(s.Limit, time),
            StringComparer.Ordinal
        );
        _strangers = new LeakyBucket(new CallLimit(40, 2), time);
    }

    public LeakyBucket Of(Store? store) => store is null ? _strangers : _buckets[store.AccessToken];

    public void EmptyAll()
    {
        _strangers.Empty();
        foreach (var bucket in _buckets.Values)
        {
            bucket.Empty();
        }
    }
}
