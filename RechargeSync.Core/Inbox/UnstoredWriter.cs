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

    private Task<RedisValue> AddAsync(Unstored delivery) =>
        redis
            .GetDatabase()
            .StreamAddAsync(
                UnstoredRecord.Key,
                [
                    new NameValueEntry(UnstoredRecord.ReasonField, delivery.Reason ?? ""),
                    new NameValueEntry(UnstoredRecord.StoreField, delivery.Store),
                    new NameValueEntry(UnstoredRecord.TopicField, delivery.Topic),
                    new NameValueEntry(UnstoredRecord.BytesField, delivery.Bytes is { } bytes ? bytes : ""),
                ],
                maxLength: UnstoredRecord.Length,
                useApproximateMaxLength: true
            );
}
