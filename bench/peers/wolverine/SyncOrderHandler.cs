using Wolverine;

namespace WolverinePeer;

/// <summary>Found by Wolverine through its name, which has to be public.</summary>
public static class SyncOrderHandler
{
    public static Task HandleAsync(
        SyncOrder message,
        Envelope envelope,
        ISyncOrders orders,
        CancellationToken cancellationToken
    ) => orders.RunAsync(message, envelope, cancellationToken);
}
