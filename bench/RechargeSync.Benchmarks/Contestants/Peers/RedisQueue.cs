using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Contestants.Peers;

/// <summary>A queue in a Redis of its own.</summary>
internal sealed class RedisQueue(RedisServer redis) : IPeerQueue
{
    public KeyValuePair<string, string>? Address => new("REDIS_URL", $"redis://{redis.ConnectionString}");

    public Task<BrokerCounters> ReadAsync() => BrokerCounters.ReadAsync(redis);

    public async Task PurgeAsync(CancellationToken cancellationToken) => await redis.SendAsync("FLUSHALL");
}
