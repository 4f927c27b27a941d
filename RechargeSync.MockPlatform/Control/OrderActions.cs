using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// What happens to an order at Recharge after it was bought, with the webhooks that Recharge would fire.
/// </summary>
internal sealed class OrderActions(MockState state, VirtualClock clock, IdSource ids, WebhookDispatcher dispatcher)
{
    public ActionResult Cancel(long id) =>
        Run(
            id,
            order => order.Status is "cancelled" ? "The order has been cancelled already." : null,
            (_, order, now) => WithStatus(order, "cancelled", now),
            Topics.OrderCancelled,
            Topics.OrderUpdated
        );

    public ActionResult Skip(long id) =>
        Run(
            id,
            order => order.IsQueued ? null : $"Only a queued order can be skipped; this one is {order.Status}.",
            (_, order, now) => WithStatus(order, "skipped", now),
            Topics.OrderUpdated
        );

    public ActionResult Redact(long id) =>
        Run(
            id,
            order => order.IsRedacted ? "The order has been redacted already." : null,
            (_, order, now) => order.Redact(now),
            Topics.OrderUpdated
        );

    /// <param name="amount">All that is left where it is null.</param>
    public ActionResult Refund(long id, decimal? amount)
    {
        RechargeRecord? charge = null;
        var result = Run(
            id,
            order => OrderRefund.Refuse(order, amount),
            (data, order, now) =>
            {
                var sum = amount ?? order.Facts.TotalPrice!.Value - (order.Facts.TotalRefunds ?? 0);
                charge = RefundCharge(data, order, sum, now);
                return OrderRefund.OfOrder(order, sum, charge, now);
            },
            Topics.OrderUpdated
        );
        if (result is ActionResult.Done done && charge is not null)
        {
            dispatcher.Fire(new RechargeEvent(done.Store, Topics.ChargeRefunded, charge));
        }

        return result;
    }

    /// <summary>
    /// A new order with the contents of the old one, its external ids included, as merchants make to send goods again.
    /// </summary>
    public ActionResult Clone(long id) =>
        Run(
            id,
            _ => null,
            (_, order, now) => WithStatus(order.CopyAs(ids.NextRecharge(), now), "success", now),
            Topics.OrderCreated
        );

    /// <summary>Takes the order away; its event tells the id only.</summary>
    public ActionResult Delete(long id)
    {
        var result = state.Use<ActionResult>(world =>
        {
            if (world.OrderById(id) is not var (data, order))
            {
                return new ActionResult.Unknown();
            }

            data.Orders.Remove(order);
            return new ActionResult.Done(data.Store, order);
        });
        if (result is ActionResult.Done done)
        {
            dispatcher.Fire(new RechargeEvent(done.Store, Topics.OrderDeleted, new DeletedRecord(done.Order.Key, id)));
        }

        return result;
    }

    private ActionResult Run(
        long id,
        Func<RecordFacts, string?> refuse,
        Func<StoreData, RechargeRecord, DateTimeOffset, RechargeRecord> change,
        params IReadOnlyList<string> topics
    )
    {
        var now = clock.Now;
        var result = state.Use<ActionResult>(world =>
        {
            if (world.OrderById(id) is not var (data, order))
            {
                return new ActionResult.Unknown();
            }

            if (refuse(order.Facts) is { } why)
            {
                return new ActionResult.NotPossible(why);
            }

            var changed = change(data, order, now);
            data.Orders.Put(changed);
            return new ActionResult.Done(data.Store, changed);
        });
        if (result is ActionResult.Done done)
        {
            foreach (var topic in topics)
            {
                dispatcher.Fire(new RechargeEvent(done.Store, topic, done.Order));
            }
        }

        return result;
    }

    // The charge's other orders show its status too; no event tells of them.
    private static RechargeRecord? RefundCharge(StoreData data, RechargeRecord order, decimal sum, DateTimeOffset now)
    {
        if (order.Facts.ChargeId is not { } chargeId || data.Charges.Find(chargeId) is not { } charge)
        {
            return null;
        }

        var refunded = OrderRefund.OfCharge(charge, sum, now);
        data.Charges.Put(refunded);
        foreach (var sibling in data.Orders.OfCharge(chargeId).Where(o => o.Facts.Id != order.Facts.Id).ToList())
        {
            data.Orders.Put(OrderRefund.WithChargeStatus(sibling, refunded.Facts.Status, now));
        }

        return refunded;
    }

    private static RechargeRecord WithStatus(RechargeRecord order, string status, DateTimeOffset now) =>
        order.Change(new JsonObject { ["status"] = status }, ApiVersion.November2021, now);
}
