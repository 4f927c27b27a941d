namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>
/// Counts deliveries and remembers the latest. A reset starts a new log; what is still under way keeps the old one.
/// </summary>
internal sealed class DeliveryLog
{
    private const int Remembered = 500;
    private readonly Lock _gate = new();
    private readonly Queue<Delivery> _recent = new(Remembered);
    private long _fired;
    private long _delivered;
    private long _failed;
    private long _dropped;
    private long _copies;
    private long _pending;

    /// <summary>
    /// Events times subscriptions: what Recharge owes, before the faults <c>dropRate</c> and <c>duplicates</c>.
    /// </summary>
    public long Fired => Interlocked.Read(ref _fired);

    /// <summary>Attempts that were answered 2xx, those of extra copies included.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Attempts that were not.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Deliveries that the fault <c>dropRate</c> swallowed.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Extra deliveries made by the fault <c>duplicates</c>.</summary>
    public long Copies => Interlocked.Read(ref _copies);

    /// <summary>Deliveries that are not finished.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    public void Starts(Delivery delivery, bool isCopy)
    {
        Interlocked.Increment(ref isCopy ? ref _copies : ref _fired);
        Interlocked.Increment(ref _pending);
        Remember(delivery);
    }

    public void Drops(Delivery delivery)
    {
        Interlocked.Increment(ref _fired);
        Interlocked.Increment(ref _dropped);
        delivery.Ended(DeliveryStatus.Dropped);
        Remember(delivery);
    }

    public void Attempted(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _delivered : ref _failed);

    public void Ends(Delivery delivery, DeliveryStatus status)
    {
        delivery.Ended(status);
        Interlocked.Decrement(ref _pending);
    }

    /// <summary>The latest deliveries, newest first.</summary>
    public IReadOnlyList<Delivery> Recent()
    {
        lock (_gate)
        {
            return [.. _recent.Reverse()];
        }
    }

    private void Remember(Delivery delivery)
    {
        lock (_gate)
        {
            if (_recent.Count == Remembered)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(delivery);
        }
    }
}
