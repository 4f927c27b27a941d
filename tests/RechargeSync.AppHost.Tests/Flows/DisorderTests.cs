using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>Deliveries that come twice, together, in the wrong order, or as the echo of our own writing.</summary>
[Collection(OneSystem.Name)]
public sealed class DisorderTests(RunningSystem system)
{
    public static TheoryData<Shop> Shops => Shop.Both;

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Created_and_processed_of_one_order_give_one_platform_order(Shop shop)
    {
        var order = new ShopOrder(shop);
        await system.Driver.SeedAsync(order);

        await Task.WhenAll(
            system.Driver.DeliverAsync("order/created", order),
            system.Driver.DeliverAsync("order/processed", order)
        );

        await AssertSyncedOnceAsync(order);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Queued_first_and_success_later_is_placed_at_success(Shop shop)
    {
        var queued = new ShopOrder(shop) { Status = "queued" };
        await system.Driver.SeedAsync(queued);
        await system.Driver.DeliverAsync("order/created", queued);
        await system.Driver.UntilRestsAsync(queued);
        Assert.Empty((await system.Driver.AuditAsync()).Placed(queued.Reference));

        await system.Driver.DeliverAsync("order/processed", queued.Later() with { Status = "success" });

        await AssertSyncedOnceAsync(queued);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Queued_that_arrives_after_its_success_changes_nothing(Shop shop)
    {
        var success = new ShopOrder(shop);
        var queued = success.Later(-60) with { Status = "queued" };
        await system.Driver.SeedAsync(success);

        await system.Driver.DeliverAsync("order/processed", success);
        await system.Driver.DeliverAsync("order/created", queued);

        await AssertSyncedOnceAsync(success);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Twenty_redeliveries_at_once_are_one_delivery(Shop shop)
    {
        var order = new ShopOrder(shop);
        await system.Driver.SeedAsync(order);

        var receipts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => system.Driver.DeliverAsync("order/created", order))
        );

        Assert.Single(receipts, receipt => receipt.Verdict == "stored");
        Assert.Equal(19, receipts.Count(receipt => receipt.Verdict == "duplicate"));
        await AssertSyncedOnceAsync(order);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Update_that_arrives_before_its_created_is_placed_as_updated(Shop shop)
    {
        var created = new ShopOrder(shop);
        var updated = created.Later() with { City = "Shelbyville" };
        await system.Driver.SeedAsync(updated);

        await system.Driver.DeliverAsync("order/updated", updated);
        await system.Driver.DeliverAsync("order/created", created);

        var placed = await AssertSyncedOnceAsync(created);
        Assert.Equal(0, placed.Updates);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Echo_of_our_own_write_back_causes_no_call(Shop shop)
    {
        var order = new ShopOrder(shop);
        await system.Driver.SeedAsync(order);
        await system.Driver.DeliverAsync("order/created", order);
        var placed = await AssertSyncedOnceAsync(order);
        var before = (await system.Driver.QuietAuditAsync()).Recharge.Count;

        await system.Driver.DeliverAsync(
            "order/updated",
            order.AfterWriteBack() with
            {
                ExternalOrderId = placed.Id,
                ExternalOrderNumber = placed.Number,
            }
        );
        await system.Driver.UntilRestsAsync(order);

        var audit = await system.Driver.AuditAsync();
        Assert.Equal(before, audit.Recharge.Count);
        Assert.Equal(placed, Assert.Single(audit.Placed(order.Reference)));
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Order_that_carries_a_foreign_external_id_is_adopted_and_not_placed(Shop shop)
    {
        var order = new ShopOrder(shop) { ExternalOrderId = "ERP-77", ExternalOrderNumber = "77" };
        await system.Driver.SeedAsync(order);

        await system.Driver.DeliverAsync("order/created", order);
        await system.Driver.UntilRestsAsync(order);

        var audit = await system.Driver.AuditAsync();
        Assert.Empty(audit.Placed(order.Reference));
        Assert.Equal(0, audit.OrderOf(order.Id).IdWrites);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Two_orders_of_one_address_at_once_are_both_done(Shop shop)
    {
        var one = new ShopOrder(shop) { IsPrepaid = true };
        var two = new ShopOrder(shop) { IsPrepaid = true, AddressId = one.AddressId };
        await system.Driver.SeedAsync(one);
        await system.Driver.SeedAsync(two);

        await Task.WhenAll(
            system.Driver.DeliverAsync("order/created", one),
            system.Driver.DeliverAsync("order/created", two)
        );

        await AssertSyncedOnceAsync(one);
        await AssertSyncedOnceAsync(two);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Prepaid_charge_that_answers_404_is_a_warning_and_the_order_is_done(Shop shop)
    {
        var order = new ShopOrder(shop) { IsPrepaid = true };
        await system.Driver.SeedAsync(order, withCharge: false);

        await system.Driver.DeliverAsync("order/processed", order);

        await AssertSyncedOnceAsync(order);
        Assert.Contains("404", await system.Driver.ChargeWarningAsync(order.Id), StringComparison.Ordinal);
    }

    private async Task<Audit.PlatformOrder> AssertSyncedOnceAsync(ShopOrder order)
    {
        await system.Driver.UntilAsync(
            a => a.OrderOf(order.Id).ExternalOrderId is not null,
            $"order {order.Id} has its ids"
        );
        await system.Driver.UntilRestsAsync(order);
        var audit = await system.Driver.AuditAsync();
        var placed = Assert.Single(audit.Placed(order.Reference));
        Assert.Equal(1, placed.CreateCalls);
        var written = audit.OrderOf(order.Id);
        Assert.Equal(
            (placed.Id, placed.Number, 1),
            (written.ExternalOrderId, written.ExternalOrderNumber, written.IdWrites)
        );
        return placed;
    }
}
