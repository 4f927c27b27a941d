using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Sends work to the loop of its kind.</summary>
internal sealed class SyncHandler(WorkLoop<OrderRow> orders, WorkLoop<CartRow> carts) : IStreamHandler
{
    public Task HandleAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        var key = new WorkKey(entry.Store, entry.Resource);
        return entry.Resource.Kind switch
        {
            ResourceKind.Order => orders.RunAsync(key, cancellationToken),
            ResourceKind.Checkout => carts.RunAsync(key, cancellationToken),
            _ => throw new ArgumentException("The entry names nothing to work on.", nameof(entry)),
        };
    }
}
