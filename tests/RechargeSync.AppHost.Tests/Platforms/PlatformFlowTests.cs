using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Tests.Driving;
using RechargeSync.Testing;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>Orders from Recharge to a real platform, compared there with what Recharge has.</summary>
public abstract class PlatformFlowTests(PlatformSystem system, ITestOutputHelper output)
{
    private const int Percent = 10;
    private const int WarmUp = 60;
    private const int Load = 200;

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_of_every_kind_are_at_the_platform_as_Recharge_has_them()
    {
        SkipWhereClosed();
        var differences = new List<string>();
        var cart = await system.Platform.Shop.MakeCartAsync(Token);
        Assert.Equal(1, await system.Platform.Shop.CountItemsAsync(cart, Token));

        var standard = await system.Driver.BuyAsync(PlatformPurchase.Of("standard", cart));
        var prepaid = await system.Driver.BuyAsync(PlatformPurchase.Of("prepaid"));
        var regretted = await system.Driver.BuyAsync(PlatformPurchase.Of("standard"));
        var rich = await BuyEverythingAsync();
        await UntilDoneAsync(standard.OrderIds[0], prepaid.OrderIds[0], regretted.OrderIds[0], rich);
        await CompareAsync("standard", standard.OrderIds[0]);
        await CompareAsync("prepaid, 1st", prepaid.OrderIds[0]);
        await CompareAsync("with taxes and discount", rich);
        Assert.Equal(0, await system.Platform.Shop.CountItemsAsync(cart, Token));

        for (var shipment = 1; shipment < prepaid.OrderIds.Count; shipment++)
        {
            await system.Driver.ControlAsync(HttpMethod.Post, "/control/clock/advance", """{"days":31}""");
            await UntilDoneAsync(prepaid.OrderIds[shipment]);
            await CompareAsync($"prepaid, later {shipment}", prepaid.OrderIds[shipment]);
        }

        foreach (var moved in new[] { standard.OrderIds[0], rich })
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/control/orders/{moved}/update");
            await system.Driver.ControlAsync(HttpMethod.Post, path, PlatformPurchase.Move);
        }

        await UntilAtThePlatformAsync(standard.OrderIds[0], "shippingAddress.address1", PlatformPurchase.NewStreet);
        await UntilAtThePlatformAsync(rich, "shippingAddress.address1", PlatformPurchase.NewStreet);
        await system.Driver.QuietAuditAsync();
        await CompareAsync("standard, moved", standard.OrderIds[0]);
        await CompareAsync("with taxes and discount, moved", rich);

        await CompareAsync("to be cancelled", regretted.OrderIds[0]);
        var cancel = string.Create(CultureInfo.InvariantCulture, $"/control/orders/{regretted.OrderIds[0]}/cancel");
        await system.Driver.ControlAsync(HttpMethod.Post, cancel);
        await UntilAtThePlatformAsync(regretted.OrderIds[0], "status", "cancelled");
        await system.Driver.QuietAuditAsync();
        await CompareAsync("cancelled", regretted.OrderIds[0], system.Platform.NotKeptOnceCancelled.Keys);

        Assert.Equal([], differences);

        async Task CompareAsync(string name, long id, IEnumerable<string>? notKept = null)
        {
            var expected = RechargeFacts.Of(await system.Driver.OrderAtRechargeAsync(id));
            var actual = await ReadAsync(id);
            var found = expected.Differences(actual, system.Platform.NotCarried.Keys.Concat(notKept ?? [])).ToList();
            differences.AddRange(found.Select(difference => $"{name}: {difference}"));
            output.WriteLine($"{name}: {expected.Count} facts at Recharge, {found.Count} differ at {system.Kind}.");
        }
    }

    [Fact]
    public async Task Two_hundred_orders_on_four_workers_under_a_running_promotion()
    {
        SkipWhereClosed();
        var promotion = await system.Platform.StartPromotionAsync(Percent, Token);
        try
        {
            var cart = await system.Platform.Shop.MakeCartAsync(Token);
            Assert.NotEqual(0, await system.Platform.DiscountOfCartAsync(cart, Token));
            await BuyAsync(WarmUp);
            var before = await system.Platform.ListAsync(Token);
            var time = await ProcessorTime.OfAsync(
                system.App,
                new Dictionary<string, int>(StringComparer.Ordinal)
                {
                    ["webhooks"] = 1,
                    ["worker"] = PlatformSystem.Workers,
                    [system.Kind] = 1,
                },
                Token
            );
            var rest = await AtRestAsync(time);
            var (ours, theirs) = Used(time);
            var started = TimeProvider.System.GetTimestamp();

            var (bought, audit) = await BuyAsync(Load);

            var took = TimeProvider.System.GetElapsedTime(started);
            var (oursNow, theirsNow) = Used(time);
            Report(took, (oursNow - ours, theirsNow - theirs), rest);
            var known = before.Select(order => order.Id).ToHashSet(StringComparer.Ordinal);
            var placed = (await system.Platform.ListAsync(Token)).Where(order => !known.Contains(order.Id)).ToList();
            Assert.Equal(Load, placed.Count);
            Assert.Equal(
                bought.Select(id => Purchase.Reference(Shop.Default, id)).Order(StringComparer.Ordinal),
                placed.Select(order => order.Reference ?? "").Order(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
            await AssertPaidAsync(bought, placed, audit);
        }
        finally
        {
            await system.Platform.EndPromotionAsync(promotion, CancellationToken.None);
        }
    }

    private static void SkipWhereClosed() =>
        Assert.SkipWhen(ConformanceGate.Closed is not null, ConformanceGate.Closed ?? "");

    private static string ReferenceOf(long id) => Purchase.Reference(Shop.Default, id);

    private async Task AssertPaidAsync(IReadOnlyList<long> bought, IReadOnlyList<PlacedOrder> placed, Audit audit)
    {
        var differences = new List<string>();
        foreach (var id in bought)
        {
            var atRecharge = await system.Driver.OrderAtRechargeAsync(id);
            var total = OrderFacts.Units(
                decimal.Parse(atRecharge["total_price"]!.GetValue<string>(), CultureInfo.InvariantCulture)
            );
            var order = placed.Single(one => one.Reference == ReferenceOf(id));
            var written = audit.OrderOf(id);
            var isAlike =
                order.Total == total
                && order.Payments is [var paid]
                && paid == total
                && written.ExternalOrderId == order.Id
                && written.ExternalOrderNumber == order.Number;
            if (!isAlike)
            {
                differences.Add($"{total} at Recharge: {order} paid {string.Join('+', order.Payments)}, {written}");
            }
        }

        Assert.Equal([], differences);
    }

    // An order with all that can be said of one, as a merchant's other channels make them.
    private async Task<long> BuyEverythingAsync()
    {
        var (id, document) = PlatformPurchase.Everything();
        await system.Driver.SeedAsync(
            new JsonObject
            {
                ["store"] = Shop.Default.Name,
                ["apiVersion"] = Shop.Default.ApiVersion,
                ["order"] = document.DeepClone(),
            }
        );
        var webhook = new JsonObject { ["order"] = document }.ToJsonString();
        var receipt = await system.Driver.DeliverAsync("order/created", webhook, Shop.Default);
        Assert.Equal("stored", receipt.Verdict);
        return id;
    }

    // One after the other, as shoppers come; all of them are done when it returns.
    private async Task<(IReadOnlyList<long> Ids, Audit Audit)> BuyAsync(int count)
    {
        var ids = new List<long>();
        while (ids.Count < count)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"shopper{ShopOrder.NextId()}@example.com");
            var purchase = await system.Driver.BuyAsync(PlatformPurchase.Of("standard", email: email));
            ids.AddRange(purchase.OrderIds);
        }

        return (ids, await UntilDoneAsync([.. ids]));
    }

    private async Task<Audit> UntilDoneAsync(params long[] ids)
    {
        var audit = await system.Driver.QuietAuditAsync();
        Assert.DoesNotContain(ids, id => audit.OrderOf(id).ExternalOrderId is null);
        return audit;
    }

    private Task UntilAtThePlatformAsync(long id, string fact, string value) =>
        Until.TrueAsync(
            async () => (await ReadAsync(id))[fact] == value,
            $"{fact} of {ReferenceOf(id)} is '{value}'",
            system.Driver.Patience,
            Token
        );

    private Task<OrderFacts> ReadAsync(long id) => system.Platform.ReadAsync(ReferenceOf(id), Token);

    private (double Ours, double Theirs) Used(ProcessorTime time) =>
        (time.Seconds("webhooks", "worker"), time.Seconds(system.Kind));

    // What all of it uses while nothing happens: five processes that tell their telemetry each second, and a shop.
    private async Task<(double Ours, double Theirs)> AtRestAsync(ProcessorTime time)
    {
        var (ours, theirs) = Used(time);
        await Task.Delay(s_rest, TimeProvider.System, Token);
        var (oursNow, theirsNow) = Used(time);
        return ((oursNow - ours) / s_rest.TotalSeconds, (theirsNow - theirs) / s_rest.TotalSeconds);
    }

    private void Report(
        TimeSpan took,
        (double Ours, double Theirs) used,
        (double Ours, double Theirs) rest
    )
    {
        var (ours, theirs) = (used.Ours - (rest.Ours * took.TotalSeconds), used.Theirs - (rest.Theirs * took.TotalSeconds));
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{system.Kind}: {Load} orders in {took.TotalSeconds:0.0} s. Processor time per order: webhooks and "
                    + $"{PlatformSystem.Workers} workers {1000 * used.Ours / Load:0.0} ms, {system.Kind} "
                    + $"{1000 * used.Theirs / Load:0.0} ms, ratio {used.Ours / used.Theirs:P1}; beyond what both use at rest "
                    + $"{1000 * ours / Load:0.0} ms and {1000 * theirs / Load:0.0} ms, ratio {ours / theirs:P1}."
            )
        );
    }
}
