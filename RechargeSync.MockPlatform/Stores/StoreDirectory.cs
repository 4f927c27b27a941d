using Microsoft.Extensions.Options;

namespace RechargeSync.MockPlatform.Stores;

/// <summary>All stores, found by name or by access token. Never changes after start.</summary>
internal sealed class StoreDirectory
{
    private readonly Dictionary<string, Store> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Store> _byToken = new(StringComparer.Ordinal);

    public StoreDirectory(IOptions<MockOptions> options)
    {
        foreach (var (name, settings) in options.Value.Stores)
        {
            var store = new Store(name, settings, options.Value.RateLimit);
            _byName.Add(name, store);
            _byToken.Add(store.AccessToken, store);
        }
    }

    public IReadOnlyCollection<Store> All => _byName.Values;

    public Store? ByName(string name) => _byName.GetValueOrDefault(name);

    public Store? ByToken(string token) => _byToken.GetValueOrDefault(token);
}
