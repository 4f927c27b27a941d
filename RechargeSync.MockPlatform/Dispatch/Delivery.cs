using System.Diagnostics;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>
/// One event on its way to one subscription. Written by its own task only; others see the latest values.
/// </summary>
internal sealed class Delivery(
    long id,
    Store store,
    string topic,
    long subscriptionId,
    byte[] body,
    ActivityContext trace,
    DateTimeOffset firedAt
)
{
    private volatile int _attempts;
    private volatile int _lastStatus;
    private volatile DeliveryStatus _status;

    public long Id => id;

    public Store Store => store;

    public string Topic => topic;

    public long SubscriptionId => subscriptionId;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The event's place in its trace; every attempt belongs below it.</summary>
    public ActivityContext Trace => trace;

    /// <summary>Real time, not the virtual clock's.</summary>
    public DateTimeOffset FiredAt => firedAt;

    public int Attempts => _attempts;

    /// <summary>The status code of the last answer; null when there was none.</summary>
    public int? LastStatusCode => _lastStatus == 0 ? null : _lastStatus;

    public DeliveryStatus Status => _status;

    public void Attempted(int? statusCode)
    {
        _lastStatus = statusCode ?? 0;
        _attempts++;
    }

    public void Ended(DeliveryStatus status) => _status = status;
}
