using System.Threading.Channels;

namespace RechargeSync.Core.Inbox;

/// <summary>A delivery that leaves no row. Holds nothing that the sender has written.</summary>
/// <param name="Reason">Why it was rejected; null where it was known already.</param>
/// <param name="Store">The store; empty where the address names none of ours.</param>
/// <param name="Topic">The topic; empty where the address names none of ours.</param>
/// <param name="Bytes">Size of the body; null where it was not read.</param>
internal sealed record RejectedDelivery(string? Reason, string Store = "", string Topic = "", long? Bytes = null);

/// <summary>
/// What the ingress rejected or knew already, for people to look at: a short record in Redis, written beside the
/// requests. It takes up to twenty a second and drops the rest; the metrics count them all.
/// </summary>
internal sealed class RejectedDeliveries(TimeProvider clock)
{
    /// <summary>The record: a stream, of which the newest entries are kept.</summary>
    public const string Key = "rechargesync:rejected";

    /// <summary>Entries that are kept, about.</summary>
    public const int Length = 2000;

    /// <summary>Entries that one process adds in a second, at most.</summary>
    public const int PerSecond = 20;

    /// <summary>Names of an entry's fields.</summary>
    public const string ReasonField = "reason",
        StoreField = "store",
        TopicField = "topic",
        BytesField = "bytes";

    private readonly Channel<RejectedDelivery> _queue = Channel.CreateBounded<RejectedDelivery>(
        new BoundedChannelOptions(PerSecond) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private long _second;
    private int _taken;

    /// <summary>What waits to be written.</summary>
    public ChannelReader<RejectedDelivery> Queue => _queue.Reader;

    /// <summary>Notes a delivery, or drops it. Never waits.</summary>
    public void Note(RejectedDelivery delivery)
    {
        // Two requests at a second's turn may both begin the count anew: a few more are noted then, which does no harm.
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Interlocked.Exchange(ref _taken, 0);
        }

        if (Interlocked.Increment(ref _taken) <= PerSecond)
        {
            _queue.Writer.TryWrite(delivery);
        }
    }
}
