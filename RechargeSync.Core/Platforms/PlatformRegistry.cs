using RechargeSync.Core.Platforms.Rest;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Platforms;

/// <summary>The adapter of each store.</summary>
internal sealed class PlatformRegistry(StoreRegistry stores, IHttpClientFactory clients)
{
    private static readonly Dictionary<string, Func<PlatformOptions, IHttpClientFactory, IOrderPlatform>> s_adapters =
        new(StringComparer.Ordinal) { ["rest"] = (options, clients) => new RestOrderPlatform(options, clients) };

    private readonly Dictionary<string, IOrderPlatform> _platforms = stores.All.ToDictionary(
        store => store.Name, store => s_adapters[store.Options.Platform.Kind](store.Options.Platform, clients), StringComparer.Ordinal);

    /// <summary>The values that <c>Platform:Kind</c> may have.</summary>
    public static IEnumerable<string> Kinds => s_adapters.Keys;

    public IOrderPlatform For(Store store) => _platforms[store.Name];
}
