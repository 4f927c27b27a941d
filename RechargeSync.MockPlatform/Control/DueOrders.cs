using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Lets queued orders whose day has come succeed, and fires <c>order/processed</c> for each.</summary>
internal sealed class DueOrders(MockState state, VirtualClock clock, WebhookDispatcher dispatcher)
{
    /// <returns>The ids, in the order in which they were due.</returns>
    public IReadOnlyList<long> Process()
    {
        var now = clock.Now;
        var events = state.Use(world => world.Stores.SelectMany(data => Process(data, now)).ToList());
        events.ForEach(dispatcher.Fire);
        return [.. events.Select(e => ((RechargeRecord)e.Subject).Facts.Id)];
    }

    private static List<RechargeEvent> Process(StoreData data, DateTimeOffset now)
    {
        var due = data
            .Orders.WithStatus("queued")
            .Where(o => o.Facts.ScheduledAt <= now)
            .OrderBy(o => o.Facts.ScheduledAt)
            .ThenBy(o => o.Facts.Id)
            .ToList();
        var events = new List<RechargeEvent>(due.Count);
        foreach (var order in due)
        {
            var change = OrderDocument.Due(now, data.IsPrepaid(order), order.Facts.Tags);
            var processed = order.Change(change, ApiVersion.November2021, now);
            data.Orders.Put(processed);
            events.Add(new RechargeEvent(data.Store, Topics.OrderProcessed, processed));
        }

        return events;
    }
}
