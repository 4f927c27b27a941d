using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Where work on one kind of resource goes; each kind registers its own.</summary>
/// <param name="Resource">The resource's kind, as keys have it.</param>
/// <param name="RunAsync">Works on one.</param>
internal sealed record WorkRoute(string Resource, Func<WorkKey, CancellationToken, Task> RunAsync);

/// <summary>Sends what the stream names to the loop of its kind.</summary>
internal sealed class WorkDispatcher(IEnumerable<WorkRoute> routes) : IStreamHandler
{
    private readonly WorkRoute[] _routes = [.. routes];

    public Task HandleAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        var key = new WorkKey(entry.Store, entry.ResourceKey);
        foreach (var route in _routes)
        {
            if (key.IsOf(route.Resource))
            {
                return route.RunAsync(key, cancellationToken);
            }
        }

        return Task.CompletedTask;
    }
}
