using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Adds a delivery's stream entry again where it made no progress: Redis was away, was flushed, or a hint was lost. A
/// delivery whose entry still waits in the stream is left alone, so a long queue does not grow by being swept.
/// </summary>
internal sealed class Sweeper(
    InboxTable inbox,
    StreamProducer producer,
    StreamMonitor stream,
    IOptions<InboxOptions> options,
    InboxMetrics metrics,
    TimeProvider clock,
    ILogger<Sweeper> log
) : PeriodicService(options.Value.SweepAfter / RoundsPerWait, clock)
{
    /// <summary>Rows in one round.</summary>
    private const int BatchSize = 1000;

    /// <summary>Rounds within <c>Inbox:SweepAfter</c>, so that a delivery waits little longer than that.</summary>
    private const int RoundsPerWait = 3;

    /// <summary>Past this age a row is swept even if the stream looks as if it held its entry.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How much later than its row an entry may have been added; else the oldest entries' rows look as if they had
    /// none.
    /// </summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken) =>
        await SweepAsync(cancellationToken) == BatchSize;

    protected override void Failed(Exception exception) => log.SweepFailed(exception);

    /// <summary>One round; returns how many rows it took up.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = await stream.OldestEntryAgeAsync() + s_margin;
        var swept = await inbox.SweepAsync(
            new SweepRule
            {
                After = options.Value.SweepAfter,
                OldestEntry = oldest,
                Longest = s_longest,
                MostSweeps = options.Value.MaxSweeps,
                Limit = BatchSize,
            },
            cancellationToken
        );
        var added = 0;
        foreach (var delivery in swept)
        {
            if (delivery.IsGivenUp)
            {
                log.GivenUp(delivery.Store, delivery.ResourceKey, delivery.Id);
                continue;
            }

            await producer.AddAsync(
                new StreamEntry(delivery.Store, ResourceKey.Parse(delivery.ResourceKey), delivery.TraceParent)
            );
            added++;
        }

        if (added > 0)
        {
            metrics.Swept(added);
            log.Swept(added);
        }

        return swept.Count;
    }
}
