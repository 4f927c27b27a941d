using RechargeSync.Console.Client;
using RechargeSync.Console.Orders;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Overview;

/// <summary>The stores' names: of those configured, and of those that have orders.</summary>
internal sealed class StoreNames(OrderList orders, StoreRegistry stores)
{
    public async Task<ListPage<string>> ListAsync(CancellationToken cancellationToken) =>
        new(
            [
                .. stores
                    .All.Select(store => store.Name)
                    .Union(await orders.StoresAsync(cancellationToken), StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            null
        );
}
