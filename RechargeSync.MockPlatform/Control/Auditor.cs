using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Writes the audit.</summary>
internal sealed class Auditor(MockState state, VirtualClock clock, WebhookDispatcher dispatcher, CallCounters counters)
{
    /// <param name="newest">
    /// How many orders to list, newest first, with what belongs to them; all, in order of their ids, unless set.
    /// </param>
    public AuditReport Report(int? newest)
    {
        var log = dispatcher.Log;
        var webhooks = new AuditReport.WebhookCounts(
            log.Fired,
            log.Delivered,
            log.Failed,
            log.Pending,
            log.Dropped,
            log.Copies
        );
        var recharge = new AuditReport.RechargeCounts(
            counters.Calls,
            counters.Throttled,
            counters.Overflowed,
            counters.Conflicts
        );
        return state.Use(world => new AuditReport(
            [.. Orders(world, newest)],
            [.. world.Stores.SelectMany(data => Newest(data.Charges.All, newest).Select(c => ChargeOf(c, data)))],
            [.. Limit(world.Platform.Orders.Reverse(), newest).Reverse().Select(o => PlatformOrderOf(o, world))],
            [
                .. Limit(world.Platform.Carts.Values.Reverse(), newest)
                    .Reverse()
                    .Select(c => new AuditReport.Cart(c.Id, c.Items.Count, c.ClearCalls)),
            ],
            webhooks,
            recharge,
            clock.Now
        ));
    }

    private static IEnumerable<AuditReport.Order> Orders(World world, int? newest) =>
        world.Stores.SelectMany(data => Newest(data.Orders.All, newest).Select(o => OrderOf(o, data)));

    private static IEnumerable<RechargeRecord> Newest(IEnumerable<RechargeRecord> records, int? newest) =>
        newest is null ? records.OrderBy(r => r.Facts.Id) : Limit(records.OrderByDescending(r => r.Facts.Id), newest);

    private static IEnumerable<T> Limit<T>(IEnumerable<T> items, int? newest) =>
        newest is { } count ? items.Take(count) : items;

    private static AuditReport.Order OrderOf(RechargeRecord order, StoreData data)
    {
        var facts = order.Facts;
        var cartId = facts.ChargeId is { } chargeId ? data.CartsByCharge.GetValueOrDefault(chargeId) : null;
        return new AuditReport.Order
        {
            Id = facts.Id,
            Status = facts.Status,
            IsPrepaid = data.IsPrepaid(order),
            ChargeId = facts.ChargeId,
            ExternalOrderId = facts.ExternalOrderId,
            ExternalOrderNumber = facts.ExternalOrderNumber,
            IdWrites = order.IdWrites,
            Store = data.Store.Name,
            CartId = cartId,
            CreatedAt = facts.CreatedAt,
            ScheduledAt = facts.ScheduledAt,
            Refunded = facts.TotalRefunds > 0 ? Amounts.Text(facts.TotalRefunds) : null,
            IsRefundable = OrderRefund.Refuse(facts, amount: null) is null,
            IsRedacted = facts.IsRedacted,
        };
    }

    private static AuditReport.Charge ChargeOf(RechargeRecord charge, StoreData data) =>
        new(charge.Facts.Id, charge.Facts.ExternalOrderId, charge.IdWrites, charge.IdWrittenAt, data.Store.Name);

    private static AuditReport.PlatformOrder PlatformOrderOf(PlatformOrder order, World world) =>
        new()
        {
            Id = order.Id,
            Number = order.Number,
            Reference = order.Reference,
            CreateCalls = world.Platform.CreateCalls(order.Reference),
            Updates = order.Updates,
            CancelCalls = order.CancelCalls,
            RefundCalls = order.RefundCalls,
            Status = order.Status,
            Refunded = Amounts.Text(order.Refunded),
            FulfilledAt = order.FulfilledAt,
        };
}
