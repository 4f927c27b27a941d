namespace RechargeSync.Core.Streams;

/// <summary>
/// Tells which deliveries the stream still has in hand: those that came no earlier than the entry which the group reads
/// next. A group that reads nothing for a while has none in hand, however many entries wait there. Pure but for what it
/// saw last.
/// </summary>
/// <param name="patience">How long the group may stand at one entry.</param>
/// <param name="clock">Measures it.</param>
internal sealed class StreamProgress(TimeSpan patience, TimeProvider clock)
{
    private string? _next;
    private long _since;

    /// <summary>Age up to which deliveries may still have an entry before the group; null where none has.</summary>
    public TimeSpan? InHand(GroupState group)
    {
        if (group.Next != _next)
        {
            (_next, _since) = (group.Next, clock.GetTimestamp());
        }

        return clock.GetElapsedTime(_since) < patience ? group.NextAge : null;
    }
}
