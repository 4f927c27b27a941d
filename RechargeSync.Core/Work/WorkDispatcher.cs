using Microsoft.Extensions.Options;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Where work on one kind of resource goes; each kind registers its own.</summary>
/// <param name="Kind">The resource's kind.</param>
/// <param name="RunAsync">Works on one.</param>
/// <param name="TakeInAsync">Applies what was delivered for one, and leaves the rest to the scan for due work.</param>
internal sealed record WorkRoute(
    ResourceKind Kind,
    Func<WorkKey, CancellationToken, Task<bool>> RunAsync,
    Func<WorkKey, CancellationToken, Task<bool>> TakeInAsync
);

/// <summary>
/// Sends what the stream names to the loop of its kind. What names a store that is not configured here is left as it is
/// in the inbox, where <see cref="ServedStores"/> tells of it. A store that has more under way than its share is taken
/// in only: its steps come in its turn, and other stores' entries go by. Where its orders take long, its entries do not
/// even wait for a place: while they did, those of other stores would stand behind them.
/// </summary>
internal sealed class WorkDispatcher(
    IEnumerable<WorkRoute> routes,
    StoreRegistry stores,
    IOptions<StreamOptions> options,
    TimeProvider clock
) : IStreamHandler
{
    // Longer than an ordinary order takes, so that a flood of them is worked on as it comes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly HoldTimes _holds = new();
    private readonly StoreShares _shares = new(options.Value.Concurrency, isShared: stores.All.Skip(1).Any());
    private readonly Dictionary<ResourceKind, WorkRoute> _routes = routes.ToDictionary(route => route.Kind);

    public async Task<bool> HandleAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        if (!stores.TryGet(entry.Store, out _))
        {
            return false;
        }

        if (!_routes.TryGetValue(entry.Resource.Kind, out var route))
        {
            throw new ArgumentException("The entry names nothing to work on.", nameof(entry));
        }

        var key = new WorkKey(entry.Store, entry.Resource);
        if (!await EnterAsync(key.Store, cancellationToken))
        {
            return await route.TakeInAsync(key, cancellationToken);
        }

        var started = clock.GetTimestamp();
        try
        {
            return await route.RunAsync(key, cancellationToken);
        }
        finally
        {
            _holds.Held(key.Store, clock.GetElapsedTime(started));
            _shares.Leave(key.Store);
        }
    }

    private async ValueTask<bool> EnterAsync(string store, CancellationToken cancellationToken)
    {
        if (_shares.TryEnter(store))
        {
            return true;
        }

        if (_holds.Mean(store) >= s_patience)
        {
            return false;
        }

        var entered = await _shares.EnterAsync(store, s_patience, clock, cancellationToken);
        if (!entered)
        {
            // Calls that hang until their time-out tell nothing before it; waits in vain do.
            _holds.Held(store, 2 * s_patience);
        }

        return entered;
    }
}
