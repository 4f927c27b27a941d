using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Stores;

/// <summary>Every configured store by name. Names are matched exactly.</summary>
internal sealed class StoreRegistry(IOptions<StoresOptions> options)
{
    private readonly Dictionary<string, Store> _stores = options.Value.ToDictionary(
        pair => pair.Key,
        pair => new Store(pair.Key, pair.Value),
        StringComparer.Ordinal
    );

    public IEnumerable<Store> All => _stores.Values;

    public bool TryGet(string name, [NotNullWhen(true)] out Store? store) => _stores.TryGetValue(name, out store);

    /// <exception cref="InvalidOperationException">A row names a store that is no longer configured.</exception>
    public Store Get(string name) =>
        TryGet(name, out var store)
            ? store
            : throw new InvalidOperationException(
                $"Store '{name}' has work waiting but is not configured: add Stores:{name}."
            );
}
