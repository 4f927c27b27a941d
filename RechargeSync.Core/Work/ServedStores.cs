using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Work;

/// <summary>
/// Notes that a worker is there for its stores, and tells of deliveries of a store that is none of them: the receiver
/// knows it, this worker does not. They wait, and lose nothing by it.
/// </summary>
internal sealed class ServedStores(
    StoreTable table,
    InboxTable inbox,
    StoreRegistry stores,
    TimeProvider clock,
    ILogger<ServedStores> log
) : PeriodicService(TimeSpan.FromSeconds(10), clock)
{
    private readonly string[] _names = [.. stores.All.Select(store => store.Name)];

    private HashSet<string> _told = [];

    protected override void Failed(Exception exception) => log.MeasureFailed(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return false;
    }

    /// <summary>One look. What was told of once is told of again only after it had gone.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await table.ServeAsync(_names, cancellationToken);
        var unknown = (await inbox.WaitingStoresAsync(cancellationToken))
            .Except(_names, StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var store in unknown.Except(_told, StringComparer.Ordinal))
        {
            log.StoreNotConfigured(store);
        }

        _told = unknown;
    }
}
