using System.Diagnostics;
using System.Globalization;
using System.Text;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Inbox;

/// <summary>Puts an order into the inbox as Recharge shows it, as if its webhook had come.</summary>
/// <param name="store">Stores a delivery: <see cref="InboxWriter.StoreAsync"/>.</param>
internal sealed class OrderReingest(Func<Delivery, CancellationToken, Task<DeliveryVerdict>> store)
{
    /// <summary>
    /// Puts in what a run has found. Its body names the delivery: what was put in once and has not changed since is not
    /// put in twice.
    /// </summary>
    /// <returns>True where the order was put in; false where it was there already.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database is away.</exception>
    public async Task<bool> ReingestAsync(string storeName, ListedOrder order, CancellationToken cancellationToken)
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
        activity?.SetTag("sync.store", storeName);
        activity?.SetTag("sync.resource", ResourceKey.Order(order.Id).ToString());
        return await StoreAsync(storeName, order, Body(order), activity?.Id, cancellationToken);
    }

    /// <summary>
    /// Puts in what Recharge answered just now. The time is a part of the body: the same answer to a later question
    /// counts again, whatever came in between.
    /// </summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is away.</exception>
    /// <param name="storeName">The store's name.</param>
    /// <param name="order">The order.</param>
    /// <param name="charge">The JSON of the charge whose event led to the question; null where none did.</param>
    /// <param name="now">When Recharge was asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task AnswerAsync(
        string storeName,
        ListedOrder order,
        byte[]? charge,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => StoreAsync(storeName, order, Body(order, charge, now), Activity.Current?.Id, cancellationToken);

    /// <summary>The body of a webhook for this order.</summary>
    internal static byte[] Body(ListedOrder order) => [.. "{\"order\":"u8, .. order.Raw, .. "}"u8];

    private static byte[] Body(ListedOrder order, byte[]? charge, DateTimeOffset now)
    {
        var asked = now.ToString("O", CultureInfo.InvariantCulture);
        byte[] beside = charge is null ? [] : [.. ",\"charge\":"u8, .. charge];
        return
        [
            .. "{\"order\":"u8,
            .. order.Raw,
            .. beside,
            .. Encoding.ASCII.GetBytes($",\"asked_at\":\"{asked}\"}}"),
        ];
    }

    private async Task<bool> StoreAsync(
        string storeName,
        ListedOrder order,
        byte[] body,
        string? traceParent,
        CancellationToken cancellationToken
    )
    {
        var delivery = new Delivery(
            storeName,
            RechargeTopic.OrderReconciled.Name,
            ResourceKey.Order(order.Id),
            body,
            Problem: null,
            traceParent
        );
        return await store(delivery, cancellationToken) != DeliveryVerdict.Duplicate;
    }
}
