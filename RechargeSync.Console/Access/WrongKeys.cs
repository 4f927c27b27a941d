using System.Net;
using RechargeSync.Core.Inbox;

namespace RechargeSync.Console.Access;

/// <summary>
/// Counts wrong keys, by who sent them and altogether. It keeps nobody out who has a right one: that is looked up
/// first, and with 192 random bits no number of tries helps. It answers the others shortly, and keeps them from filling
/// the log.
/// </summary>
internal sealed class WrongKeys(TimeProvider clock, ILogger<WrongKeys> log)
{
    /// <summary>Wrong keys that a source may send within <see cref="Window"/>.</summary>
    public const int Most = 10;

    /// <summary>Wrong keys that all together may send within it.</summary>
    public const int MostOfAll = 1000;

    /// <summary>How long they count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<NetworkSource, int> _counts = [];
    private readonly LogSampler _lines = new(clock);
    private long _started = clock.GetTimestamp();
    private int _all;

    /// <summary>Notes a wrong key; returns how long its sender has to wait, null while it sent few.</summary>
    public TimeSpan? Add(IPAddress? address)
    {
        if (_lines.Count("", nameof(WrongKeys)) is > 0 and var count)
        {
            log.WrongKey(address, count);
        }

        lock (_lock)
        {
            if (clock.GetElapsedTime(_started) >= Window)
            {
                (_started, _all) = (clock.GetTimestamp(), 0);
                _counts.Clear();
            }

            // Past it no source is counted any more, so that they take a bounded amount of memory.
            if (++_all <= MostOfAll)
            {
                var source = NetworkSource.Of(address);
                var sent = _counts[source] = _counts.GetValueOrDefault(source) + 1;
                if (sent <= Most)
                {
                    return null;
                }
            }

            return Window - clock.GetElapsedTime(_started);
        }
    }
}
