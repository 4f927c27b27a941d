using System.Runtime.InteropServices;
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
/// requests. It takes up to twenty a second, and up to sixty a minute of one store and reason, so that a flood of one
/// kind does not wash out what somebody looks for. It drops the rest; the metrics count them all.
/// </summary>
internal sealed class RejectedDeliveries(TimeProvider clock)
{
    /// <summary>The record: a stream, of which the newest entries are kept.</summary>
    public const string Key = "rechargesync:rejected";

    /// <summary>Entries that are kept, about.</summary>
    public const int Length = 2000;

    /// <summary>Entries that one process adds in a second, at most.</summary>
    public const int PerSecond = 20;

    /// <summary>Entries of one store and reason that one process adds in a minute, at most.</summary>
    public const int PerMinuteAndReason = 60;

    /// <summary>Names of an entry's fields.</summary>
    public const string ReasonField = "reason",
        StoreField = "store",
        TopicField = "topic",
        BytesField = "bytes";

    private readonly Channel<RejectedDelivery> _queue = Channel.CreateBounded<RejectedDelivery>(
        new BoundedChannelOptions(PerSecond) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Store, string? Reason), int> _takenOfReason = [];
    private long _minute;
    private long _second;
    private int _taken;

    /// <summary>What waits to be written.</summary>
    public ChannelReader<RejectedDelivery> Queue => _queue.Reader;

    /// <summary>Notes a delivery, or drops it. Never waits.</summary>
    public void Note(RejectedDelivery delivery)
    {
        if (HasShare((delivery.Store, delivery.Reason), clock.GetUtcNow().ToUnixTimeSeconds()))
        {
            _queue.Writer.TryWrite(delivery);
        }
    }

    private bool HasShare((string, string?) kind, long second)
    {
        lock (_lock)
        {
            if (_minute != second / 60)
            {
                _minute = second / 60;
                _takenOfReason.Clear();
            }

            if (_second != second)
            {
                (_second, _taken) = (second, 0);
            }

            if (_taken == PerSecond)
            {
                return false;
            }

            ref var ofReason = ref CollectionsMarshal.GetValueRefOrAddDefault(_takenOfReason, kind, out _);
            if (ofReason == PerMinuteAndReason)
            {
                return false;
            }

            ofReason++;
            _taken++;
            return true;
        }
    }
}
