using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace RechargeSync.Core.Inbox;

/// <summary>Writes the record of what left no row. Without Redis it is dropped: nothing depends on it.</summary>
internal sealed class RejectedDeliveryWriter(RejectedDeliveries record, IConnectionMultiplexer redis)
    : BackgroundService
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

    private Task<RedisValue> AddAsync(RejectedDelivery delivery) =>
        redis
            .GetDatabase()
            .StreamAddAsync(
                RejectedDeliveries.Key,
                [
                    new NameValueEntry(RejectedDeliveries.ReasonField, delivery.Reason ?? ""),
                    new NameValueEntry(RejectedDeliveries.StoreField, delivery.Store),
                    new NameValueEntry(RejectedDeliveries.TopicField, delivery.Topic),
                    new NameValueEntry(RejectedDeliveries.BytesField, delivery.Bytes is { } bytes ? bytes : ""),
                ],
                maxLength: RejectedDeliveries.Length,
                useApproximateMaxLength: true
            );
}
