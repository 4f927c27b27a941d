using RechargeSync.Core.Platforms.Http;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Platforms;

/// <summary>The adapter of each store.</summary>
internal sealed class PlatformRegistry(StoreRegistry stores, IHttpClientFactory clients) : IDisposable
{
    private static readonly Dictionary<string, Func<PlatformOptions, IHttpClientFactory, IOrderPlatform>> s_adapters =
        new(StringComparer.Ordinal) { ["http"] = (options, clients) => new HttpOrderPlatform(options, clients) };

    private readonly Dictionary<string, ConcurrencyLimitedPlatform> _platforms = stores.All.ToDictionary(
        store => store.Name,
        store => Create(store.Options.Platform, clients),
        StringComparer.Ordinal
    );

    /// <summary>The values that <c>Platform:Kind</c> may have.</summary>
    public static IEnumerable<string> Kinds => s_adapters.Keys;

    public IOrderPlatform For(Store store) => _platforms[store.Name];

    public void Dispose()
    {
        foreach (var platform in _platforms.Values)
        {
            platform.Dispose();
        }
    }

    private static ConcurrencyLimitedPlatform Create(PlatformOptions options, IHttpClientFactory clients) =>
        new(s_adapters[options.Kind](options, clients), options.Concurrency, options.MaxWait);
}
