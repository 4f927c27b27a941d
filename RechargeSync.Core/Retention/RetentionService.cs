using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Retention;

/// <summary>
/// Erases bodies, and deletes rows, that have had their time. In small batches with a rest between them, by one worker
/// at a time: there is no hurry, and ingest must not notice.
/// </summary>
internal sealed class RetentionService(
    RetentionTable table,
    StoreRegistry stores,
    IOptions<RetentionOptions> options,
    RetentionMetrics metrics,
    TimeProvider clock,
    ILogger<RetentionService> log
) : PeriodicService(options.Value.Interval, clock)
{
    private readonly RetentionOptions _options = options.Value;
    private readonly RetentionRule _rule = new()
    {
        Age = options.Value.Bodies,
        OfStores = stores
            .All.Where(store => store.Options.BodyRetention is not null)
            .ToDictionary(store => store.Name, store => store.Options.BodyRetention!.Value, StringComparer.Ordinal),
        Limit = options.Value.BatchSize,
    };

    private (int Bodies, int Attempts, int Entries) _ended;

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await RunBatchAsync(cancellationToken))
        {
            return false;
        }

        await Task.Delay(_options.Pause, Clock, cancellationToken);
        return true;
    }

    protected override void Failed(Exception exception) => log.RetentionFailed(exception);

    /// <summary>One batch of each kind; returns whether more may wait.</summary>
    internal async Task<bool> RunBatchAsync(CancellationToken cancellationToken)
    {
        if (await table.EraseAsync(_rule, cancellationToken) is not { } bodies)
        {
            return false;
        }

        var limit = _options.BatchSize;
        var attempts = await table.DeleteAttemptsAsync(_options.Attempts, limit, cancellationToken);
        var entries = await table.DeleteAuditAsync(_options.AuditLog, limit, cancellationToken);
        metrics.Ended(bodies.Erased, attempts, entries);
        _ended = (_ended.Bodies + bodies.Erased, _ended.Attempts + attempts, _ended.Entries + entries);
        if (bodies.Found >= limit || attempts >= limit || entries >= limit)
        {
            return true;
        }

        if (_ended != default)
        {
            log.Ended(_ended.Bodies, _ended.Attempts, _ended.Entries);
            _ended = default;
        }

        return false;
    }
}
