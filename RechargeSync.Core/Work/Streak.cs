using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>
/// Different orders in a row that one side has refused, as far as this worker knows. One order that is refused again
/// and again says nothing of the others.
/// </summary>
internal sealed class Streak(TimeProvider clock)
{
    /// <summary>So many orders are enough where they have been refused for <see cref="Least"/>.</summary>
    public const int Few = 3;

    /// <summary>
    /// So many are enough at once: a side that takes one order in two hardly ever refuses them in a row.
    /// </summary>
    public const int Many = 20;

    /// <summary>A hiccup is shorter.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HashSet<WorkKey> _refused = [];
    private long _since;

    /// <summary>Whether so many orders, refused for so long, mean that the side refuses everything.</summary>
    public static bool MeansAll(int orders, TimeSpan lasting) => orders >= Many || (orders >= Few && lasting >= Least);

    /// <summary>An order was refused; true where by now everything seems to be.</summary>
    public bool Refused(WorkKey order)
    {
        lock (_lock)
        {
            if (_refused.Count == 0)
            {
                _since = clock.GetTimestamp();
            }

            // More than many need not be told apart.
            if (_refused.Count < Many)
            {
                _refused.Add(order);
            }

            return MeansAll(_refused.Count, clock.GetElapsedTime(_since));
        }
    }

    /// <summary>The side has taken an order, or refused one for that order's own sake.</summary>
    public void End()
    {
        lock (_lock)
        {
            _refused.Clear();
        }
    }
}
