using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// Plays a purchase from cart to webhooks. Fires <c>checkout/processed</c>, <c>order/created</c> for every order of the
/// charge (the guide tells receivers to check the status, so queued ones are presumably announced too), and
/// <c>order/processed</c> for the first as well, as Recharge is seen to do.
/// </summary>
internal sealed class CheckoutDesk(
    MockState state,
    StoreDirectory stores,
    IdSource ids,
    VirtualClock clock,
    WebhookDispatcher dispatcher
)
{
    public CheckoutResponse Buy(CheckoutRequest request)
    {
        var purchase = Prepare(request);
        var cart = new PlatformCart(
            purchase.CartId,
            [.. purchase.Lines.Select(l => new CartItem(l.Product.Sku, l.Quantity))],
            ClearCalls: 0
        );
        var checkout = new CheckoutRecord(purchase.Token, CheckoutDocument.Write(purchase), purchase.EventVersion);
        var charge = Record(RecordKind.Charge, ChargeDocument.Write(purchase), purchase);
        var orders = Enumerable
            .Range(0, purchase.OrderIds.Count)
            .Select(shipment => Order(purchase, shipment))
            .ToList();
        state.Use(world =>
        {
            var data = world.Of(purchase.Store);
            world.Platform.Carts[cart.Id] = cart;
            data.Checkouts.Add(checkout.Token, checkout);
            data.CartsByCharge.Add(purchase.ChargeId, cart.Id);
            data.Charges.Put(charge);
            orders.ForEach(data.Orders.Put);
        });

        dispatcher.Fire(new RechargeEvent(purchase.Store, Topics.CheckoutProcessed, checkout));
        foreach (var order in orders)
        {
            dispatcher.Fire(new RechargeEvent(purchase.Store, Topics.OrderCreated, order));
        }

        if (!purchase.IsQueued)
        {
            dispatcher.Fire(new RechargeEvent(purchase.Store, Topics.OrderProcessed, orders[0]));
        }

        return new CheckoutResponse(purchase.Token, purchase.CartId, purchase.ChargeId, purchase.OrderIds);
    }

    /// <summary>Draws the ids of a purchase and stores nothing.</summary>
    public Purchase Prepare(CheckoutRequest request)
    {
        var isPrepaid = request.Kind is "prepaid";
        return new Purchase
        {
            Store =
                stores.ByName(request.Store) ?? throw new ArgumentException("The store is unknown.", nameof(request)),
            Token = Guid.NewGuid().ToString("N"),
            CartId = request.CartId ?? Guid.NewGuid().ToString(),
            ChargeId = ids.NextRecharge(),
            OrderIds = [.. Enumerable.Range(0, isPrepaid ? request.Shipments : 1).Select(_ => ids.NextRecharge())],
            Lines = [.. request.Items.Select(Line)],
            AddressId = request.AddressId ?? ids.NextRecharge(),
            CustomerId = request.CustomerId ?? ids.NextRecharge(),
            Email = request.Email,
            Note = request.Note,
            IsPrepaid = isPrepaid,
            IsQueued = request.Status is "queued",
            ScheduledInDays = request.ScheduledInDays,
            EventVersion = ApiVersions.TryParse(request.ApiVersion, out var version) ? version : null,
            Now = clock.Now,
        };
    }

    public static RechargeRecord Order(Purchase purchase, int shipment) =>
        Record(RecordKind.Order, OrderDocument.Write(purchase, shipment), purchase);

    private static RechargeRecord Record(RecordKind kind, JsonObject document, Purchase purchase) =>
        RechargeRecord.TryCreate(
            kind,
            document,
            ApiVersion.November2021,
            purchase.Store.Time,
            purchase.Now,
            purchase.EventVersion
        ) ?? throw new InvalidOperationException("A document of our own always has an id.");

    private PurchaseLine Line(CheckoutItem item)
    {
        var product = Catalogue.Find(item.Sku!);
        if (item.Title is { } title)
        {
            product = product with { Title = title };
        }

        return new PurchaseLine(product, item.Quantity, item.Price ?? product.Price, ids.NextRecharge());
    }
}
