using System.Diagnostics;

namespace RechargeSync.Benchmarks.Stub;

/// <summary>Recharge's leaky bucket of one token, and what came of it.</summary>
internal sealed class TokenBucket(int size, double leakPerSecond)
{
    private readonly Lock _lock = new();
    private double _level;
    private long _at = Stopwatch.GetTimestamp();

    public int Allowed { get; private set; }

    public int Throttled { get; private set; }

    /// <summary>Takes in a call; answers whether it is allowed, and how full the bucket is.</summary>
    public bool TryTake(out string limit)
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            _level = Math.Max(0, _level - (Stopwatch.GetElapsedTime(_at, now).TotalSeconds * leakPerSecond));
            _at = now;
            var isAllowed = _level + 1 <= size;
            if (isAllowed)
            {
                _level++;
                Allowed++;
            }
            else
            {
                Throttled++;
            }

            limit = $"{(int)Math.Ceiling(_level)}/{size}";
            return isAllowed;
        }
    }
}
