using Wolverine;

namespace WolverinePeer;

/// <summary>Works on a message; after its last try the row says why it failed.</summary>
public interface ISyncOrders
{
    Task RunAsync(SyncOrder message, Envelope envelope, CancellationToken cancellationToken);
}
