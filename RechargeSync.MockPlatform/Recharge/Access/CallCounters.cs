namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>Counts the calls of Recharge's API for the audit.</summary>
internal sealed class CallCounters
{
    private long _calls;
    private long _throttled;
    private long _overflowed;
    private long _conflicts;

    /// <summary>Every request that reached <c>/recharge</c>.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Those answered 429, be it for a full bucket or by the fault <c>rateLimitRate</c>.</summary>
    public long Throttled => Interlocked.Read(ref _throttled);

    /// <summary>Those answered 429 for a full bucket.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    /// <summary>Those answered 409 because another write held the address.</summary>
    public long Conflicts => Interlocked.Read(ref _conflicts);

    public void Called() => Interlocked.Increment(ref _calls);

    public void WasThrottled() => Interlocked.Increment(ref _throttled);

    public void DidOverflow()
    {
        WasThrottled();
        Interlocked.Increment(ref _overflowed);
    }

    public void Conflicted() => Interlocked.Increment(ref _conflicts);

    public void Clear()
    {
        Interlocked.Exchange(ref _calls, 0);
        Interlocked.Exchange(ref _throttled, 0);
        Interlocked.Exchange(ref _overflowed, 0);
        Interlocked.Exchange(ref _conflicts, 0);
    }
}
