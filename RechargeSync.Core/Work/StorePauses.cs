using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Work;

/// <summary>Whether a step may begin.</summary>
internal enum Admission
{
    /// <summary>Nothing is in the way.</summary>
    Go,

    /// <summary>The side is paused, and this order finds out whether it takes orders again.</summary>
    Probe,

    /// <summary>The side is paused: the order waits.</summary>
    Wait,
}

/// <summary>
/// Pauses a store's side that refuses everything: orders wait without a call, an attempt or a failure of their own, and
/// one at a time is tried, until one is answered. The table is the truth for all workers; what is known of it here is
/// read from memory, so that an ordinary step pays nothing.
/// </summary>
internal sealed class StorePauses
{
    /// <summary>
    /// When a waiting order looks by itself whether its side is still paused. Whoever resumes the side wakes it long
    /// before; this is for what nobody woke.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly StoreSide[] s_sides = Enum.GetValues<StoreSide>();

    private readonly IPauseTable _table;
    private readonly StoreRegistry _stores;
    private readonly WorkOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<StorePauses> _log;
    private readonly ConcurrentDictionary<(string Store, StoreSide Side), Streak> _streaks = new();
    private readonly Lock _lock = new();
    private volatile FrozenDictionary<(string Store, StoreSide Side), StorePauseRow> _paused = FrozenDictionary<
        (string Store, StoreSide Side),
        StorePauseRow
    >.Empty;

    public StorePauses(
        IPauseTable table,
        StoreRegistry stores,
        IOptions<WorkOptions> options,
        WorkMetrics metrics,
        TimeProvider clock,
        ILogger<StorePauses> log
    )
    {
        (_table, _stores, _options, _clock, _log) = (table, stores, options.Value, clock, log);
        metrics.ObservePauses(Measure);
    }

    /// <summary>The sides that are paused, as far as this worker knows.</summary>
    public IReadOnlyCollection<StorePauseRow> Paused => _paused.Values;

    /// <summary>Whether a step may begin. Asks the table only where a probe is due.</summary>
    /// <param name="store">The store.</param>
    /// <param name="side">The side that the step calls.</param>
    /// <param name="mayProbe">Whether its answer would prove anything.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="cancellationToken">Ends the wait for the table.</param>
    public async ValueTask<Admission> AdmitAsync(
        string store,
        StoreSide side,
        bool mayProbe,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!_paused.TryGetValue((store, side), out var pause))
        {
            return Admission.Go;
        }

        // Within this worker who comes first asks the table, and the others wait.
        var wait = ProbeDelay(pause.Probes + 1);
        var taken = pause with { Probes = pause.Probes + 1, ProbeAt = now + wait };
        return mayProbe && now >= pause.ProbeAt && Replace(pause, taken) && await TakeAsync()
            ? Admission.Probe
            : Admission.Wait;

        Task<bool> TakeAsync() => _table.TakeProbeAsync(pause, wait, cancellationToken);
    }

    /// <summary>Learns from how a step ended.</summary>
    /// <param name="key">Whose step.</param>
    /// <param name="side">The side that it has called.</param>
    /// <param name="admission">How it was let begin.</param>
    /// <param name="testifies">Whether its outcome proves anything of the side.</param>
    /// <param name="failure">How it failed; null where it did not.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="cancellationToken">Ends the wait for the table.</param>
    /// <returns>True where the failure is the side's, and the side is paused: it is none of the order's.</returns>
    public async ValueTask<bool> LearnAsync(
        WorkKey key,
        StoreSide side,
        Admission admission,
        bool testifies,
        CallFailure? failure,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var isSides = failure is { Blame: Blame.Side } or { Kind: CallFailureKind.Configuration };
        if (isSides && _paused.ContainsKey((key.Store, side)))
        {
            return true;
        }

        if (!testifies)
        {
            return false;
        }

        if (isSides)
        {
            var meansAll = StreakOf(key.Store, side).Refused(key);
            if (meansAll || failure!.Kind == CallFailureKind.Configuration)
            {
                await PauseAsync(key.Store, side, failure!, now, cancellationToken);
            }
        }
        else if (failure is null or { Blame: Blame.Order })
        {
            if (_streaks.TryGetValue((key.Store, side), out var streak))
            {
                streak.End();
            }

            if (admission == Admission.Probe)
            {
                await ResumeAsync(key.Store, side, cancellationToken);
            }
        }

        return false;
    }

    /// <summary>Takes over what the table says, and returns it.</summary>
    public async Task<IReadOnlyList<KnownPause>> RefreshAsync(CancellationToken cancellationToken)
    {
        var known = await _table.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _paused = known
                .Select(pause => pause.Row)
                .Where(row => row.ResumedAt is null)
                .ToFrozenDictionary(row => (row.Store, row.Side));
        }

        return known;
    }

    /// <summary>Time from one probe to the next: doubles up to a longest one.</summary>
    private TimeSpan ProbeDelay(int probes)
    {
        var doubled = _options.ProbeDelay * Math.Pow(2, Math.Min(probes, 30));
        return doubled < _options.MaxProbeDelay ? doubled : _options.MaxProbeDelay;
    }

    private async Task PauseAsync(
        string store,
        StoreSide side,
        CallFailure failure,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        StreakOf(store, side).End();
        lock (_lock)
        {
            if (_paused.ContainsKey((store, side)))
            {
                return;
            }

            var pause = new StorePauseRow
            {
                Store = store,
                Side = side,
                Reason = failure.Reason,
                Status = failure.Status,
                PausedAt = now,
                ProbeAt = now + ProbeDelay(0),
                UpdatedAt = now,
            };
            _paused = _paused.Append(new((store, side), pause)).ToFrozenDictionary();
        }

        var wait = ProbeDelay(0);
        if (await _table.PauseAsync(store, side, failure.Reason, failure.Status, wait, cancellationToken))
        {
            _log.StorePaused(store, side, failure.Reason, failure.Status);
        }
    }

    private async Task ResumeAsync(string store, StoreSide side, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _paused = _paused.Where(pause => pause.Key != (store, side)).ToFrozenDictionary();
        }

        if (await _table.ResumeAsync(store, side, cancellationToken))
        {
            _log.StoreResumed(store, side);
        }
    }

    private bool Replace(StorePauseRow known, StorePauseRow by)
    {
        lock (_lock)
        {
            var key = (known.Store, known.Side);
            if (!_paused.TryGetValue(key, out var now) || !ReferenceEquals(now, known))
            {
                return false;
            }

            _paused = _paused.Select(pause => pause.Key == key ? new(key, by) : pause).ToFrozenDictionary();
            return true;
        }
    }

    private Streak StreakOf(string store, StoreSide side) =>
        _streaks.GetOrAdd((store, side), static (_, clock) => new Streak(clock), _clock);

    private IEnumerable<Measurement<int>> Measure() =>
        from store in _stores.All
        from side in s_sides
        select new Measurement<int>(
            _paused.ContainsKey((store.Name, side)) ? 1 : 0,
            new("store", store.Name),
            new("side", side.ToString().ToLowerInvariant())
        );
}
