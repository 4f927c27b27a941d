using System.Runtime.InteropServices;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Lets one line a second into the log for each store and reason, with the count of those that it stands for: whoever
/// can reach the ingress could fill the disk otherwise.
/// </summary>
internal sealed class LogSampler(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Store, string Reason), (long Second, int Held)> _samples = [];

    /// <summary>Counts one; returns how many a line is to stand for now, 0 for no line.</summary>
    /// <param name="store">A configured store.</param>
    /// <param name="reason">One of few.</param>
    public int Count(string store, string reason)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            ref var sample = ref CollectionsMarshal.GetValueRefOrAddDefault(_samples, (store, reason), out _);
            if (sample.Second == second)
            {
                sample.Held++;
                return 0;
            }

            var count = sample.Held + 1;
            sample = (second, 0);
            return count;
        }
    }
}
