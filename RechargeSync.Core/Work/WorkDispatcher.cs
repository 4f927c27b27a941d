using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Where work on one kind of resource goes; each kind registers its own.</summary>
/// <param name="Kind">The resource's kind.</param>
/// <param name="RunAsync">Works on one.</param>
internal sealed record WorkRoute(ResourceKind Kind, Func<WorkKey, CancellationToken, Task> RunAsync);

/// <summary>Sends what the stream names to the loop of its kind.</summary>
internal sealed class WorkDispatcher(IEnumerable<WorkRoute> routes) : IStreamHandler
{
    private readonly Dictionary<ResourceKind, WorkRoute> _routes = routes.ToDictionary(route => route.Kind);

    public Task HandleAsync(StreamEntry entry, CancellationToken cancellationToken) =>
        _routes.TryGetValue(entry.Resource.Kind, out var route)
            ? route.RunAsync(new WorkKey(entry.Store, entry.Resource), cancellationToken)
            : throw new ArgumentException("The entry names nothing to work on.", nameof(entry));
}
