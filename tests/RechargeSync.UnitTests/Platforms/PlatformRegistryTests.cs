using RechargeSync.Platforms;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

public sealed class PlatformRegistryTests
{
    [Fact]
    public async Task Stores_own_wait_decides_when_a_call_is_deferred()
    {
        using var http = new StubHandler();
        http.Hangs();
        var stores = StoreBuilder.Registry(store =>
            (store.Platform.Concurrency, store.Platform.MaxWait) = (1, TimeSpan.Zero)
        );
        using var platforms = TestPlatforms.Registry(stores, http);
        using var stop = new CancellationTokenSource();
        var platform = platforms.For(stores.Get("default"));
        var first = platform.ClearCartAsync(new PlatformCart("1", null), stop.Token);

        Assert.Equal("platform_busy", (await platform.ClearCartAsync(new PlatformCart("2", null), CancellationToken.None))?.Reason);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }
}
