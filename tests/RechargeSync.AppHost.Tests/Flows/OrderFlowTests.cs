using System.Net;
using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>The rows of the flow table, in both API versions, asserted on what the other side saw.</summary>
[Collection(OneSystem.Name)]
public sealed class OrderFlowTests(RunningSystem system)
{
    public static TheoryData<Shop> Shops => Shop.Both;

    public static TheoryData<Shop, string> IdleStatuses
    {
        get
        {
            var data = new TheoryData<Shop, string>();
            foreach (
                var status in new[]
                {
                    "queued",
                    "error",
                    "cancelled",
                    "skipped",
                    "refunded",
                    "pending_charge_status",
                    "something_new",
                }
            )
            {
                data.Add(Shop.Default, status);
            }

            data.Add(Shop.Classic, "queued");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Standard_order_is_placed_once_its_ids_are_written_and_its_charge_is_left_alone(Shop shop)
    {
        var order = new ShopOrder(shop);
        await system.Driver.SeedAsync(order);

        var receipt = await system.Driver.DeliverAsync("order/created", order);

        Assert.Equal((HttpStatusCode.OK, "stored"), (receipt.Status, receipt.Verdict));
        await UntilWrittenAsync(order);
        await AssertSyncedOnceAsync(order);
        Assert.Null((await system.Driver.AuditAsync()).ChargeOf(order.ChargeId).ExternalOrderId);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task First_prepaid_order_is_placed_and_written_onto_its_charge_too(Shop shop)
    {
        var order = new ShopOrder(shop) { IsPrepaid = true };
        await system.Driver.SeedAsync(order);

        await system.Driver.DeliverAsync("order/created", order);

        var audit = await UntilChargeWrittenAsync(order);
        await AssertSyncedOnceAsync(order);
        Assert.Equal(1, audit.ChargeOf(order.ChargeId).IdWrites);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Later_prepaid_order_is_placed_when_its_day_comes_and_its_id_then_stands_on_the_charge(Shop shop)
    {
        var first = new ShopOrder(shop) { IsPrepaid = true };
        var later = new ShopOrder(shop)
        {
            IsPrepaid = true,
            ChargeId = first.ChargeId,
            AddressId = first.AddressId,
            Status = "queued",
        };
        await system.Driver.SeedAsync(first);
        await system.Driver.SeedAsync(later, withCharge: false);
        await system.Driver.DeliverAsync("order/created", first);
        await system.Driver.DeliverAsync("order/created", later);
        await UntilChargeWrittenAsync(first);
        await system.Driver.UntilRestsAsync(later);
        Assert.Empty((await system.Driver.AuditAsync()).Placed(later.Reference));

        var due = later.Later(86_400) with { Status = "success" };
        await system.Driver.SeedAsync(due, withCharge: false);
        await system.Driver.DeliverAsync("order/processed", due);

        var audit = await UntilChargeWrittenAsync(due);
        await AssertSyncedOnceAsync(due);
        Assert.Equal(2, audit.ChargeOf(due.ChargeId).IdWrites);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Changed_order_is_brought_up_to_date_on_the_platform_and_not_written_back_again(Shop shop)
    {
        var order = new ShopOrder(shop);
        await system.Driver.SeedAsync(order);
        await system.Driver.DeliverAsync("order/created", order);
        await UntilWrittenAsync(order);

        await system.Driver.DeliverAsync("order/updated", order.AfterWriteBack() with { City = "Shelbyville" });

        await system.Driver.UntilAsync(
            a => a.Placed(order.Reference) is [{ Updates: 1 }],
            "the platform's order is updated"
        );
        await AssertSyncedOnceAsync(order);
    }

    [Theory]
    [MemberData(nameof(IdleStatuses))]
    public async Task Order_that_is_not_paid_is_recorded_and_nothing_happens_outside(Shop shop, string status)
    {
        var order = new ShopOrder(shop) { Status = status };
        await system.Driver.SeedAsync(order);
        var before = (await system.Driver.QuietAuditAsync()).Recharge.Count;

        var receipt = await system.Driver.DeliverAsync("order/created", order);

        Assert.Equal("stored", receipt.Verdict);
        await system.Driver.UntilRestsAsync(order);
        var audit = await system.Driver.AuditAsync();
        Assert.Empty(audit.Placed(order.Reference));
        Assert.Equal(before, audit.Recharge.Count);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Purchase_through_the_mock_ends_with_ids_charge_and_cart_done(Shop shop)
    {
        var purchase = await system.Driver.BuyAsync(shop, "prepaid", shipments: 3);

        var audit = await system.Driver.UntilAsync(
            a =>
                a.ChargeOf(purchase.ChargeId).ExternalOrderId is not null
                && a.CartOf(purchase.CartId) is { ItemCount: 0 },
            "charge and cart are done"
        );

        var placed = Assert.Single(audit.Placed(Purchase.Reference(shop, purchase.OrderIds[0])));
        Assert.Equal(placed.Id, audit.ChargeOf(purchase.ChargeId).ExternalOrderId);
        Assert.Equal(1, audit.CartOf(purchase.CartId).ClearCalls);
        Assert.All(purchase.OrderIds.Skip(1), id => Assert.Empty(audit.Placed(Purchase.Reference(shop, id))));
    }

    [Fact]
    public async Task Store_of_the_newer_version_takes_webhooks_of_the_older_one_too()
    {
        var purchase = await system.Driver.BuyAsync(Shop.Default, "standard", apiVersion: "2021-01");

        await system.Driver.UntilAsync(
            a =>
                a.OrderOf(purchase.OrderIds[0]) is { ExternalOrderId: not null, IdWrites: 1 }
                && a.CartOf(purchase.CartId).ItemCount == 0,
            "ids are written and the cart is empty"
        );
    }

    [Fact]
    public async Task Checkout_that_names_a_cart_that_is_gone_counts_as_cleared()
    {
        var token = Guid.NewGuid().ToString("N");
        var body = $$$"""{"checkout":{"token":"{{{token}}}","external_checkout_id":"gone-{{{token}}}"}}""";

        var receipt = await system.Driver.DeliverAsync("checkout/processed", body, Shop.Default);

        Assert.Equal("stored", receipt.Verdict);
        await system.Driver.UntilCartRestsAsync(token);
        Assert.Equal("cleared", await system.Driver.CartFateAsync(token));
    }

    private Task<Audit> UntilWrittenAsync(ShopOrder order) =>
        system.Driver.UntilAsync(a => a.OrderOf(order.Id).ExternalOrderId is not null, $"order {order.Id} has its ids");

    private Task<Audit> UntilChargeWrittenAsync(ShopOrder order) =>
        system.Driver.UntilAsync(
            a => a.Placed(order.Reference) is [var placed] && a.ChargeOf(order.ChargeId).ExternalOrderId == placed.Id,
            $"charge {order.ChargeId} has the id of order {order.Id}"
        );

    private async Task AssertSyncedOnceAsync(ShopOrder order)
    {
        await system.Driver.UntilRestsAsync(order);
        var audit = await system.Driver.AuditAsync();
        var placed = Assert.Single(audit.Placed(order.Reference));
        Assert.Equal(1, placed.CreateCalls);
        var written = audit.OrderOf(order.Id);
        Assert.Equal(
            (placed.Id, placed.Number, 1),
            (written.ExternalOrderId, written.ExternalOrderNumber, written.IdWrites)
        );
    }
}
