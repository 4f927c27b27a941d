using RechargeSync.Core.Recharge;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>The whole delivery goes into the stream, and nowhere else: gone when Redis is.</summary>
internal sealed class RedisKeeper(IConnectionMultiplexer redis) : IKeeper
{
    public static async Task<RedisKeeper> ConnectAsync(string connection) =>
        new(await ConnectionMultiplexer.ConnectAsync(connection));

    public Task KeepAsync(string store, RechargeTopic topic, byte[] body, CancellationToken cancellationToken) =>
        redis
            .GetDatabase()
            .ExecuteAsync(
                "XADD",
                (RedisKey)StreamOptions.Key,
                (RedisValue)"*",
                (RedisValue)StreamFields.Store,
                (RedisValue)store,
                (RedisValue)"topic",
                (RedisValue)topic.Name,
                (RedisValue)"body",
                (RedisValue)body
            );

    public async ValueTask DisposeAsync() => await redis.CloseAsync();
}
