using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Sends work to the loop of its kind.</summary>
internal sealed class SyncHandler(WorkLoop<OrderRow> orders, WorkLoop<CartRow> carts) : IStreamHandler
{
    public Task HandleAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        var key = new WorkKey(entry.Store, entry.ResourceKey);
        return key.IsOrder ? orders.RunAsync(key, cancellationToken)
            : key.IsCheckout ? carts.RunAsync(key, cancellationToken)
            : Task.CompletedTask;
    }
}
