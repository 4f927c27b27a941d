using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Notes the first start of each store, as soon as the database can be written: without <c>NotBefore</c> it is the line
/// before which nothing is placed.
/// </summary>
internal sealed class FirstStart(StoreTable table, StoreRegistry stores, TimeProvider clock, ILogger<FirstStart> log)
    : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string[] names = [.. stores.All.Select(store => store.Name)];
        using var timer = new PeriodicTimer(s_pause, clock);
        while (!await TryAsync(names, stoppingToken))
        {
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }

    private async Task<bool> TryAsync(string[] names, CancellationToken cancellationToken)
    {
        try
        {
            await table.RememberAsync(names, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // Postgres is away, or not migrated yet: both pass.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.FirstStartNotNoted(exception);
            return false;
        }
    }
}
