using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Takes up what Postgres says is due: retries, and rows whose worker is gone. Needs no stream.</summary>
internal sealed class DueScanner<TRow>(
    IWorkTable<TRow> table,
    WorkLoop<TRow> loop,
    IOptions<WorkOptions> options,
    TimeProvider clock,
    ILogger<DueScanner<TRow>> log
) : PeriodicService(options.Value.DueInterval, clock)
    where TRow : class, IWorkRow<TRow>
{
    private readonly SemaphoreSlim _slots = new(options.Value.DueConcurrency);
    private readonly CancellationTokenSource _abort = new();
    private bool _ownReleased;

    /// <summary>
    /// Stops looking, lets what is under way finish, and breaks it off only when the host's time is up.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Returns when all is drained, or when the time is up.
        await base.StopAsync(cancellationToken);
        await _abort.CancelAsync();
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _abort.Dispose();
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
            await DrainAsync();
        }
    }

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!_ownReleased)
        {
            var count = await table.ReleaseOwnAsync(cancellationToken);
            _ownReleased = true;
            if (count > 0)
            {
                log.OwnReleased(count);
            }
        }

        return await StartDueAsync(cancellationToken);
    }

    protected override void Failed(Exception exception) => log.DueFailed(exception);

    // Starts what is due and does not wait for it: a call that hangs holds up its own row only.
    // A full answer means that more is due.
    private async Task<bool> StartDueAsync(CancellationToken stoppingToken)
    {
        await _slots.WaitAsync(stoppingToken);
        _slots.Release();
        var free = _slots.CurrentCount;
        var due = await table.DueAsync(free, stoppingToken);
        foreach (var key in due)
        {
            await _slots.WaitAsync(stoppingToken);
            _ = RunAsync(key);
        }

        return due.Count == free;
    }

    private async Task RunAsync(WorkKey key)
    {
        try
        {
            await loop.RunAsync(key, _abort.Token);
        }
#pragma warning disable CA1031 // One bad row must not hold up the others; its lease runs out and it is due again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!_abort.IsCancellationRequested)
            {
                log.DueWorkFailed(exception, key.Store, key.Resource);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task DrainAsync()
    {
        for (var i = 0; i < options.Value.DueConcurrency; i++)
        {
            await _slots.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
