namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>Recharge's rate limit for one token. It leaks in real time, whatever the virtual clock says.</summary>
internal sealed class LeakyBucket(CallLimit limit, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _level;
    private long _leakedAt = time.GetTimestamp();

    public int Size => limit.Size;

    /// <summary>Puts one call in, if it fits.</summary>
    /// <param name="used">How full the bucket is afterwards, in whole calls.</param>
    public bool TryAdd(out int used)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _level = Math.Max(0, _level - (time.GetElapsedTime(_leakedAt, now).TotalSeconds * limit.LeakPerSecond));
            _leakedAt = now;

            // A hair of tolerance: after exactly one interval there is room for exactly one call, floating point or
            // not.
            var fits = _level + 1 <= limit.Size + 1e-9;
            if (fits)
            {
                _level += 1;
            }

            used = Math.Min(limit.Size, (int)Math.Ceiling(_level - 1e-9));
            return fits;
        }
    }

    public void Empty()
    {
        lock (_gate)
        {
            _level = 0;
        }
    }
}
