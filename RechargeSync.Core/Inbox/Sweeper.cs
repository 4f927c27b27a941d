using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Takes up, straight from the inbox, deliveries that no stream entry has led a worker to: Redis is away, full or
/// flushed, or a hint was lost. What the stream still has in hand is left to it, so a long queue is not worked on from
/// two ends. A delivery is handed out again until work has settled it, and never given up here.
/// </summary>
internal sealed class Sweeper(
    InboxTable inbox,
    StreamMonitor stream,
    IStreamHandler handler,
    StoreRegistry stores,
    IOptions<InboxOptions> options,
    IOptions<StreamOptions> streams,
    InboxMetrics metrics,
    TimeProvider clock,
    ILogger<Sweeper> log
) : PeriodicService(Least(options.Value.SweepAfter / LooksPerWait, s_second), clock)
{
    /// <summary>
    /// Looks within <c>Inbox:SweepAfter</c> at least, so that a delivery waits little longer than that.
    /// </summary>
    private const int LooksPerWait = 3;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How much later than its row an entry may have been added; else the rows of the entries that are read next look
    /// as if they had none.
    /// </summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_betweenLines = TimeSpan.FromMinutes(1);

    private readonly SideBySide _work = new(streams.Value.Concurrency);
    private readonly StreamProgress _progress = new(options.Value.SweepAfter, clock);
    private readonly string[] _stores = [.. stores.All.Select(store => store.Name)];

    private SweepRule? _rule;
    private long _ruledAt;
    private int _taken;
    private long? _toldAt;

    /// <summary>
    /// Stops looking, lets what is under way finish, and breaks it off only when the host's time is up.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Returns when all is drained, or when the time is up.
        await base.StopAsync(cancellationToken);
        await _work.AbortAsync();
    }

    public override void Dispose()
    {
        _work.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await _work.DrainAsync();
        }
    }

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        Tell();
        var room = await _work.RoomAsync(cancellationToken);
        return await SweepAsync(room, cancellationToken) == room;
    }

    protected override void Failed(Exception exception) => log.SweepFailed(exception);

    /// <summary>One look; returns how many deliveries it handed out.</summary>
    internal async Task<int> SweepAsync(int room, CancellationToken cancellationToken)
    {
        var swept = await inbox.SweepAsync(_stores, await RuleAsync(cancellationToken), room, cancellationToken);
        foreach (var entry in swept.Select(EntryOf).DistinctBy(entry => (entry.Store, entry.Resource)))
        {
            await _work.StartAsync(token => WorkAsync(entry, token), cancellationToken);
        }

        return swept.Count;
    }

    private static StreamEntry EntryOf(SweptDelivery delivery) =>
        new(delivery.Store, ResourceKey.Parse(delivery.ResourceKey), delivery.TraceParent);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // Asked once a second, also while one look follows the other: a Redis that does not answer takes time.
    private async Task<SweepRule> RuleAsync(CancellationToken cancellationToken)
    {
        if (_rule is null || Clock.GetElapsedTime(_ruledAt) >= s_second)
        {
            _rule = await AskAsync(cancellationToken);
            _ruledAt = Clock.GetTimestamp();
        }

        return _rule;
    }

    private async Task<SweepRule> AskAsync(CancellationToken cancellationToken)
    {
        var after = options.Value.SweepAfter;
        try
        {
            var group = await stream.ReadAsync().WaitAsync(s_second, Clock, cancellationToken);
            return new SweepRule(after, after, _progress.InHand(group) + s_margin);
        }
#pragma warning disable CA1031 // Whatever ails Redis or its client: what is stored is worked on without them.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Nobody else will come for what is new.
            return new SweepRule(Least(after, s_second), after, InHand: null);
        }
    }

    private async Task WorkAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            if (await handler.HandleAsync(entry, cancellationToken))
            {
                metrics.Swept();
                Interlocked.Increment(ref _taken);
            }
        }
#pragma warning disable CA1031 // One bad row must not hold up the others; it stays in the inbox and is handed out again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                log.SweptWorkFailed(exception, entry.Store, entry.Resource);
            }
        }
    }

    // The first is told at once, those of an outage once a minute.
    private void Tell()
    {
        if (_toldAt is { } told && Clock.GetElapsedTime(told) < s_betweenLines)
        {
            return;
        }

        if (Interlocked.Exchange(ref _taken, 0) is > 0 and var taken)
        {
            _toldAt = Clock.GetTimestamp();
            log.Swept(taken);
        }
    }
}
