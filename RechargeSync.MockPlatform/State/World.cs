using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.State;

/// <summary>All data: each store's part of Recharge, and the one external platform.</summary>
internal sealed class World(StoreDirectory stores)
{
    private readonly Dictionary<string, StoreData> _stores = stores.All.ToDictionary(
        s => s.Name,
        s => new StoreData(s),
        StringComparer.OrdinalIgnoreCase
    );

    public IReadOnlyCollection<StoreData> Stores => _stores.Values;

    public PlatformData Platform { get; } = new();

    public StoreData Of(Store store) => _stores[store.Name];

    /// <summary>An order of any store; their ids have one source.</summary>
    public (StoreData Data, RechargeRecord Order)? OrderById(long id)
    {
        foreach (var data in Stores)
        {
            if (data.Orders.Find(id) is { } order)
            {
                return (data, order);
            }
        }

        return null;
    }
}
