using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// What <c>POST /webhooks/{id}/test</c> sends: the newest resource of the topic's kind, or an invented queued order,
/// which a receiver may only take note of.
/// </summary>
internal sealed class TestEvents(MockState state, CheckoutDesk desk, IdSource ids)
{
    /// <returns>The event, or null when the mock has no resource of the topic's kind.</returns>
    public RechargeEvent? For(Store store, string topic)
    {
        var resource = topic[..topic.IndexOf('/', StringComparison.Ordinal)];
        if (topic.EndsWith("/deleted", StringComparison.Ordinal))
        {
            // A receiver may believe it, so it is about nothing that exists.
            return new RechargeEvent(store, topic, new DeletedRecord(resource, ids.NextRecharge()));
        }

        var subject =
            state.Use(world => Newest(world.Of(store), resource)) ?? (resource is "order" ? Invent(store) : null);
        return subject is null ? null : new RechargeEvent(store, topic, subject);
    }

    private static IWebhookSubject? Newest(StoreData data, string resource) =>
        resource switch
        {
            "checkout" => data.Checkouts.Values.LastOrDefault(),
            "charge" => data.Charges.All.MaxBy(c => c.Facts.Id),
            "order" => data.Orders.All.MaxBy(o => o.Facts.Id),
            _ => null,
        };

    private RechargeRecord Invent(Store store) =>
        CheckoutDesk.Order(
            desk.Prepare(
                new CheckoutRequest
                {
                    Store = store.Name,
                    Status = "queued",
                    Items = [new CheckoutItem("COF-100-L")],
                }
            ),
            shipment: 0
        );
}
