namespace RechargeSync.Core.Work;

/// <summary>How long the entries of each store keep their places: a mean in which the newest count most.</summary>
internal sealed class HoldTimes
{
    // Some dozen entries after a platform has become slow or quick again, the mean says so.
    private const double Newest = 1 / 8d;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TimeSpan> _means = new(StringComparer.Ordinal);

    /// <summary>Zero for a store of which nothing is known yet.</summary>
    public TimeSpan Mean(string store)
    {
        lock (_lock)
        {
            return _means.GetValueOrDefault(store);
        }
    }

    /// <summary>Counts one more.</summary>
    public void Held(string store, TimeSpan time)
    {
        lock (_lock)
        {
            var mean = _means.GetValueOrDefault(store);
            _means[store] = mean + (time - mean) * Newest;
        }
    }
}
