using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>Takes up what Postgres says is due: retries, and rows whose worker is gone. Needs no stream.</summary>
internal sealed class DueScanner<TRow>(
    IWorkTable<TRow> table,
    WorkLoop<TRow> loop,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<DueScanner<TRow>> log
) : BackgroundService
    where TRow : WorkRow
{
    private readonly SemaphoreSlim _slots = new(options.Value.DueConcurrency);
    private readonly CancellationTokenSource _abort = new();

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
            await ScanAsync(stoppingToken);
        }
        finally
        {
            await DrainAsync();
        }
    }

    private async Task ScanAsync(CancellationToken stoppingToken)
    {
        var released = false;
        using var timer = new PeriodicTimer(options.Value.DueInterval, clock);
        do
        {
            try
            {
                if (!released && await table.ReleaseOwnAsync(stoppingToken) is var count)
                {
                    released = true;
                    if (count > 0)
                    {
                        log.OwnReleased(count);
                    }
                }

                while (await StartDueAsync(stoppingToken))
                {
                    // A full look means that more is due.
                }
            }
#pragma warning disable CA1031 // Postgres away: this loop has to outlive that.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.DueFailed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Starts what is due and does not wait for it: a call that hangs holds up its own row only.
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
