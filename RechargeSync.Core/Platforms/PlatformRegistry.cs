using Microsoft.Extensions.Configuration;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;

namespace RechargeSync.Core.Platforms;

/// <summary>The adapter of each store.</summary>
internal sealed class PlatformRegistry(
    StoreRegistry stores,
    IEnumerable<PlatformKind> kinds,
    IConfiguration configuration,
    IServiceProvider services,
    TimeProvider clock
) : IDisposable
{
    private readonly Dictionary<string, LimitedPlatform> _platforms = stores.All.ToDictionary(
        store => store.Name,
        store =>
            Create(store, kinds.Single(kind => kind.Name == store.Options.Platform.Kind), configuration, services, clock),
        StringComparer.Ordinal
    );

    /// <summary>Where a store's platform is, as its adapter is told.</summary>
    public static PlatformConnection ConnectionOf(string store, PlatformOptions platform) =>
        new()
        {
            Store = store,
            Key = $"{StoresOptions.Section}:{store}:{nameof(StoreOptions.Platform)}",
            BaseUrl = platform.BaseUrl.TrimEnd('/'),
            ApiKey = platform.ApiKey,
        };

    public IOrderPlatform For(Store store) => _platforms[store.Name];

    public void Dispose()
    {
        foreach (var platform in _platforms.Values)
        {
            platform.Dispose();
        }
    }

    private static LimitedPlatform Create(
        Store store,
        PlatformKind kind,
        IConfiguration configuration,
        IServiceProvider services,
        TimeProvider clock
    )
    {
        var options = store.Options.Platform;
        var connection = ConnectionOf(store.Name, options);
        return new LimitedPlatform(
            kind.Create(services, configuration, connection),
            connection,
            new PlatformLimits(options.Concurrency ?? kind.Concurrency, options.MaxWait, options.Timeout),
            clock
        );
    }
}
