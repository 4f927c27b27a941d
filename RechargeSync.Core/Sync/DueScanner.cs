using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Sync;

/// <summary>Takes up what Postgres says is due: retries, and rows whose worker is gone. Needs no stream.</summary>
internal sealed class DueScanner<TRow>(
    IWorkTable<TRow> table, WorkLoop<TRow> loop, IOptions<SyncOptions> options, TimeProvider clock, ILogger<DueScanner<TRow>> log) : BackgroundService
    where TRow : WorkRow
{
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Stops looking, lets what is under way finish, and breaks it off only when the host's time is up.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var abort = cancellationToken.Register(_abort.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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

                while (await WorkAsync(stoppingToken) && !stoppingToken.IsCancellationRequested)
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
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> WorkAsync(CancellationToken stoppingToken)
    {
        var due = await table.DueAsync(options.Value.DueConcurrency, stoppingToken);
        await Task.WhenAll(due.Select(RunAsync));
        return due.Count == options.Value.DueConcurrency;
    }

    private async Task RunAsync(WorkKey key)
    {
        try
        {
            await loop.RunAsync(key, _abort.Token);
        }
#pragma warning disable CA1031 // One bad row must not hold up the others; its lease runs out and it is due again.
        catch (Exception exception) when (!_abort.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.DueWorkFailed(exception, key.Store, key.ResourceKey);
        }
    }
}
