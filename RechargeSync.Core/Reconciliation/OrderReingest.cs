using System.Diagnostics;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Puts an order into the inbox as Recharge shows it, as if its webhook had come. Its body names the delivery: what was
/// re-ingested once and has not changed since is not re-ingested twice.
/// </summary>
internal sealed class OrderReingest(InboxWriter inbox)
{
    /// <summary>True where the order was put in; false where it was there already.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is away.</exception>
    public async Task<bool> ReingestAsync(string store, ListedOrder order, CancellationToken cancellationToken)
    {
        // A trace of its own for each order, as a webhook would have begun one; the run that found it is linked.
        var run = Activity.Current;
        Activity.Current = null;
        using var activity = RechargeSyncTelemetry.Source.StartActivity(
            "reconcile order",
            ActivityKind.Producer,
            default(ActivityContext),
            links: run is null ? null : [new ActivityLink(run.Context)]
        );
        var key = ResourceKey.Order(order.Id);
        activity?.SetTag("sync.store", store);
        activity?.SetTag("sync.resource", key.ToString());
        var delivery = new Delivery(
            store,
            RechargeTopic.OrderReconciled.Name,
            key,
            Body(order),
            order.Problem,
            activity?.Id
        );
        return await inbox.StoreAsync(delivery, cancellationToken) != DeliveryVerdict.Duplicate;
    }

    /// <summary>The body of a webhook for this order.</summary>
    internal static byte[] Body(ListedOrder order) => [.. "{\"order\":"u8, .. order.Raw, .. "}"u8];
}
