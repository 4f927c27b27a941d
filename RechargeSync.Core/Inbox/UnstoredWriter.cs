using System.Globalization;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace RechargeSync.Core.Inbox;

/// <summary>Writes the record of what left no row. Without Redis it is dropped: nothing depends on it.</summary>
internal sealed class UnstoredWriter(UnstoredRecord record, IConnectionMultiplexer redis) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var delivery in record.Queue.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (redis.IsConnected)
                {
                    await AddAsync(delivery).WaitAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // Full, or just gone: the next one is tried again.
            }
        }
    }

    private Task<RedisResult> AddAsync(Unstored delivery) => redis.GetDatabase().ExecuteAsync(
        "XADD", (RedisKey)UnstoredRecord.Key, (RedisValue)"MAXLEN", (RedisValue)"~", (RedisValue)UnstoredRecord.Length, (RedisValue)"*",
        (RedisValue)UnstoredRecord.ReasonField, (RedisValue)(delivery.Reason ?? ""),
        (RedisValue)UnstoredRecord.StoreField, (RedisValue)delivery.Store,
        (RedisValue)UnstoredRecord.TopicField, (RedisValue)delivery.Topic,
        (RedisValue)UnstoredRecord.BytesField, (RedisValue)(delivery.Bytes?.ToString(CultureInfo.InvariantCulture) ?? ""));
}
