using Microsoft.Extensions.Options;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkDispatcherTests
{
    private readonly List<WorkKey> _orders = [];
    private readonly WorkDispatcher _dispatcher;

    public WorkDispatcherTests() =>
        _dispatcher = new WorkDispatcher(
            [new WorkRoute(ResourceKind.Order, RunAsync, TakeInAsync)],
            StoreBuilder.Registry(),
            Options.Create(new StreamOptions()),
            TimeProvider.System
        );

    [Fact]
    public async Task Entry_goes_to_the_loop_of_its_kind()
    {
        Assert.True(await _dispatcher.HandleAsync(Entry("default"), CancellationToken.None));
        Assert.Equal(WorkKey.Order("default", 7), Assert.Single(_orders));
    }

    [Fact]
    public async Task Entry_of_a_store_that_is_not_configured_is_done_with_and_fails_nothing()
    {
        Assert.False(await _dispatcher.HandleAsync(Entry("unknown"), CancellationToken.None));
        Assert.Empty(_orders);
    }

    private static StreamEntry Entry(string store) => new(store, ResourceKey.Order(7), null);

    private static Task<bool> TakeInAsync(WorkKey key, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("There is room for it.");

    private Task<bool> RunAsync(WorkKey key, CancellationToken cancellationToken)
    {
        _orders.Add(key);
        return Task.FromResult(true);
    }
}
