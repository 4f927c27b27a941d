namespace RechargeSync.MockPlatform.State;

/// <summary>
/// The mock's calendar: real time plus the jumps made by <c>/control/clock/advance</c>. It dates orders and decides
/// what is due; signatures, buckets and retries use real time, because the receiver lives there.
/// </summary>
internal sealed class VirtualClock(TimeProvider time)
{
    private long _offsetTicks;

    /// <summary>Now, in whole seconds as Recharge writes times.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offsetTicks));
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);

    public void Reset() => Interlocked.Exchange(ref _offsetTicks, 0);
}
