using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Where work on one kind of resource goes; each kind registers its own.</summary>
/// <param name="Kind">The resource's kind.</param>
/// <param name="RunAsync">Works on one.</param>
internal sealed record WorkRoute(ResourceKind Kind, Func<WorkKey, CancellationToken, Task<bool>> RunAsync);

/// <summary>
/// Sends what the stream names to the loop of its kind. What names a store that is not configured here is left as it is
/// in the inbox, where <see cref="ServedStores"/> tells of it.
/// </summary>
internal sealed class WorkDispatcher(IEnumerable<WorkRoute> routes, StoreRegistry stores) : IStreamHandler
{
    private readonly Dictionary<ResourceKind, WorkRoute> _routes = routes.ToDictionary(route => route.Kind);

    public Task<bool> HandleAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        if (!stores.TryGet(entry.Store, out _))
        {
            return Task.FromResult(false);
        }

        return _routes.TryGetValue(entry.Resource.Kind, out var route)
            ? route.RunAsync(new WorkKey(entry.Store, entry.Resource), cancellationToken)
            : throw new ArgumentException("The entry names nothing to work on.", nameof(entry));
    }
}
