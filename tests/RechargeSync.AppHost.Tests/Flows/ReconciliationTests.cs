using RechargeSync.AppHost.Tests.Driving;
using static RechargeSync.AppHost.Tests.Driving.ReconciliationProbe;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>What nobody told us of comes right by itself.</summary>
[Collection(OneHealingSystem.Name)]
public sealed class ReconciliationTests(HealingSystem system)
{
    public static TheoryData<Shop> Shops => Shop.Both;

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Orders_whose_webhooks_were_lost_are_found_and_placed_once(Shop shop)
    {
        var purchases = new List<Purchase>();
        await WithoutWebhooksAsync(async () =>
        {
            for (var i = 0; i < 7; i++)
            {
                purchases.Add(await system.Driver.BuyAsync(shop, "standard"));
            }

            purchases.Add(await system.Driver.BuyAsync(shop, "prepaid", shipments: 3));
        });

        var audit = await system.Driver.UntilAsync(
            a =>
                purchases.All(p => a.OrderOf(p.OrderIds[0]).ExternalOrderId is not null)
                && a.ChargeOf(purchases[^1].ChargeId).ExternalOrderId is not null,
            "all orders have their ids"
        );

        foreach (var purchase in purchases)
        {
            AssertPlacedOnce(audit, shop, purchase.OrderIds[0]);
            Assert.Equal(
                [new Finding(Kind.Missing, "unknown", Healed: true)],
                await system.Probe.FindingsAsync(purchase.OrderIds[0])
            );
        }

        // Those that wait for their day are nobody's miss.
        Assert.All(purchases[^1].OrderIds.Skip(1), id => Assert.Empty(audit.Placed(Purchase.Reference(shop, id))));
    }

    [Fact]
    public async Task Prepaid_order_whose_day_came_unheard_is_placed()
    {
        var later = new ShopOrder(Shop.Default) { IsPrepaid = true, Status = "queued" };
        await system.Driver.SeedAsync(later, withCharge: true);
        await system.Driver.DeliverAsync("order/created", later);
        await system.Driver.UntilRestsAsync(later);

        await system.Driver.SeedAsync(later with { Status = "success", UpdatedAt = Now() }, withCharge: false);

        await system.Driver.UntilAsync(a => a.OrderOf(later.Id).ExternalOrderId is not null, "the order has its ids");
        AssertPlacedOnce(await system.Driver.AuditAsync(), later.Shop, later.Id);
        await system.Probe.UntilFoundAsync(later.Id, new Finding(Kind.Missing, "success_not_seen", Healed: true));
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Change_that_nobody_told_of_reaches_the_platform(Shop shop)
    {
        var purchase = await system.Driver.BuyAsync(shop, "standard");
        var id = purchase.OrderIds[0];
        await system.Driver.UntilAsync(a => a.OrderOf(id).ExternalOrderId is not null, "the order has its ids");
        await system.Driver.UntilRestsAsync(shop, id);

        await WithoutWebhooksAsync(() =>
            system.Driver.ControlAsync(
                HttpMethod.Post,
                $"/control/orders/{id}/update",
                """{"shippingAddress":{"city":"Shelbyville"}}"""
            )
        );

        var audit = await system.Driver.UntilAsync(
            a => a.Placed(Purchase.Reference(shop, id)) is [{ Updates: >= 1 }],
            "the platform has the change"
        );
        Assert.Equal(1, audit.OrderOf(id).IdWrites);
        await system.Probe.UntilFoundAsync(id, new Finding(Kind.Different, "changed", Healed: true));
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Write_back_that_was_lost_is_made_again_and_no_second_order_placed(Shop shop)
    {
        var order = new ShopOrder(shop) { UpdatedAt = Now() };
        await system.Driver.SeedAsync(order);
        await system.Driver.DeliverAsync("order/created", order);
        var placed = Assert.Single(
            (
                await system.Driver.UntilAsync(
                    a => a.OrderOf(order.Id).ExternalOrderId is not null,
                    "the order has its ids"
                )
            ).Placed(order.Reference)
        );
        await system.Driver.UntilRestsAsync(order);

        // The same order, without what we wrote onto it.
        await system.Driver.SeedAsync(order);

        var audit = await system.Driver.UntilAsync(
            a => a.OrderOf(order.Id).ExternalOrderId == placed.Id,
            "the ids are there again"
        );
        AssertPlacedOnce(audit, shop, order.Id);
        await system.Probe.UntilFoundAsync(order.Id, new Finding(Kind.Different, "write_back_lost", Healed: true));
    }

    [Fact]
    public async Task Order_that_Recharge_does_not_know_or_links_to_another_is_reported_as_extra()
    {
        var invented = ShopOrder.NextId();
        await system.Probe.InventPlacedOrderAsync(Shop.Default, invented);
        var order = new ShopOrder(Shop.Default) { UpdatedAt = Now() };
        await system.Driver.SeedAsync(order);
        await system.Driver.DeliverAsync("order/created", order);
        var placed = Assert.Single(
            (
                await system.Driver.UntilAsync(
                    a => a.OrderOf(order.Id).ExternalOrderId is not null,
                    "the order has its ids"
                )
            ).Placed(order.Reference)
        );
        await system.Driver.UntilRestsAsync(order);

        await system.Driver.SeedAsync(order with { ExternalOrderId = "someone-elses" });

        await system.Probe.UntilFoundAsync(
            order.Id,
            new Finding(Kind.Extra, $"other_external_id: someone-elses instead of {placed.Id}", Healed: false)
        );
        await system.Probe.UntilFoundAsync(invented, new Finding(Kind.Extra, "not_found", Healed: false));
    }

    [Fact]
    public async Task Deleted_subscription_is_created_once_and_what_was_missed_meanwhile_is_backfilled()
    {
        var shop = Shop.Default;
        var before = await system.Probe.SubscriptionsAsync(shop);
        var backfills = await BackfillsAsync(shop);
        foreach (var subscription in before.Where(s => s.Topic.StartsWith("order/", StringComparison.Ordinal)))
        {
            await system.Probe.UnsubscribeAsync(shop, subscription.Id);
        }

        var purchase = await system.Driver.BuyAsync(shop, "standard");

        await system.Driver.UntilAsync(
            a => a.OrderOf(purchase.OrderIds[0]).ExternalOrderId is not null,
            "the order has its ids"
        );
        AssertPlacedOnce(await system.Driver.AuditAsync(), shop, purchase.OrderIds[0]);
        await UntilAsync(
            async () => (await system.Probe.SubscriptionsAsync(shop)).Count == before.Count,
            () => "the subscriptions are there again"
        );
        await UntilAsync(async () => await BackfillsAsync(shop) > backfills, () => "the gap is backfilled");
        await system.Probe.UntilReconciledAsync(shop);
        Assert.Equal(Places(before), Places(await system.Probe.SubscriptionsAsync(shop)));
    }

    [Fact]
    public async Task Surplus_copy_of_a_subscription_is_deleted_and_a_foreign_one_left_alone()
    {
        var shop = Shop.Classic;
        var before = await system.Probe.SubscriptionsAsync(shop);
        var ours = before.Single(s => s.Topic == "order/created");
        await system.Probe.SubscribeAsync(shop, "order/created", "http://elsewhere/hook");
        await system.Probe.SubscribeAsync(shop, ours.Topic, ours.Address);
        var foreign = (await system.Probe.SubscriptionsAsync(shop)).Single(s => s.Address == "http://elsewhere/hook");

        await UntilAsync(
            async () => (await system.Probe.SubscriptionsAsync(shop)).Count == before.Count + 1,
            () => "the copy is gone"
        );

        var after = await system.Probe.SubscriptionsAsync(shop);
        Assert.Contains(ours, after);
        Assert.Contains(foreign, after);
        await system.Probe.UnsubscribeAsync(shop, foreign.Id);
    }

    [Fact]
    public async Task One_worker_at_a_time_reconciles_a_store()
    {
        await UntilAsync(
            async () =>
                (await system.Probe.RunsAsync(Shop.Default))
                    .Select(run => run.Worker)
                    .Distinct(StringComparer.Ordinal)
                    .Count() == 2,
            () => "both workers have made runs"
        );

        var spans = system
            .Telemetry.Spans.Where(s =>
                s.Name == "reconcile orders" && s.Attributes.GetValueOrDefault("sync.store") == Shop.Default.Name
            )
            .OrderBy(s => s.StartTime)
            .ToList();
        Assert.NotEmpty(spans);
        Assert.All(
            spans.Zip(spans.Skip(1)),
            pair => Assert.True(pair.First.EndTime <= pair.Second.StartTime, "Two runs of one store at once.")
        );
        Assert.DoesNotContain(
            system.Telemetry.Logs,
            log => log.Body.Contains("was taken over by another worker", StringComparison.Ordinal)
        );
    }

    private async Task WithoutWebhooksAsync(Func<Task> act)
    {
        await system.Driver.ControlAsync(HttpMethod.Put, "/control/faults", """{"webhooks":{"dropRate":1.0}}""");
        try
        {
            await act();
        }
        finally
        {
            await system.Driver.ControlAsync(HttpMethod.Delete, "/control/faults");
        }
    }

    private async Task<int> BackfillsAsync(Shop shop) =>
        (await system.Probe.RunsAsync(shop)).Count(run => run.Cause == 2);

    private static List<string> Places(IEnumerable<Subscription> subscriptions) =>
        [.. subscriptions.Select(s => $"{s.Topic} {s.Address}").Order(StringComparer.Ordinal)];

    private static void AssertPlacedOnce(Audit audit, Shop shop, long orderId)
    {
        var placed = Assert.Single(audit.Placed(Purchase.Reference(shop, orderId)));
        Assert.Equal(1, placed.CreateCalls);
        var written = audit.OrderOf(orderId);
        Assert.Equal((placed.Id, 1), (written.ExternalOrderId, written.IdWrites));
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
}
