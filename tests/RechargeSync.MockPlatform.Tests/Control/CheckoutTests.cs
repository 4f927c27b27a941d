using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Control;

public sealed class CheckoutTests
{
    [Fact]
    public async Task A_standard_checkout_makes_one_order_and_fires_what_Recharge_would()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();
        await mock.QuietAsync();

        Assert.Equal(
            ["checkout/processed", "order/created", "order/processed"],
            mock.Receiver.All.Select(r => r.Topic).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        var audit = await mock.AuditAsync();
        var order = Assert.Single(audit["orders"]!.AsArray())!;
        Assert.Equal(bought.OrderIds[0], order["id"]!.GetValue<long>());
        Assert.Equal(
            ("success", false, bought.ChargeId),
            (
                order["status"]!.GetValue<string>(),
                order["isPrepaid"]!.GetValue<bool>(),
                order["chargeId"]!.GetValue<long>()
            )
        );
        Assert.Null(order["externalOrderId"]);
        Assert.Equal(
            (bought.ChargeId, 0),
            (audit["charges"]![0]!["id"]!.GetValue<long>(), audit["charges"]![0]!["idWrites"]!.GetValue<int>())
        );
        Assert.Equal(
            (bought.CartId, 1),
            (audit["carts"]![0]!["id"]!.GetValue<string>(), audit["carts"]![0]!["itemCount"]!.GetValue<int>())
        );
        var checkout = mock.Receiver.Of("checkout/processed")[0].Json["checkout"]!;
        Assert.Equal(
            (bought.Token, bought.CartId),
            (checkout["token"]!.GetValue<string>(), checkout["external_checkout_id"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_prepaid_checkout_announces_all_orders_and_processes_the_first()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");
        await mock.QuietAsync();

        Assert.Equal(bought.OrderIds, mock.Receiver.Of("order/created").Select(r => r.OrderId).Order());
        Assert.Equal([bought.OrderIds[0]], mock.Receiver.Of("order/processed").Select(r => r.OrderId));
        var orders = (await mock.AuditAsync())["orders"]!.AsArray();
        Assert.Equal(
            ["success", "queued", "queued"],
            orders.Select(o => o!["status"]!.GetValue<string>()),
            StringComparer.Ordinal
        );
        Assert.All(orders, o => Assert.True(o!["isPrepaid"]!.GetValue<bool>()));
        var scheduled = await Task.WhenAll(
            bought.OrderIds.Select(async id =>
                (await mock.GetRechargeAsync($"/orders/{id}"))["order"]!["scheduled_at"]!.GetValue<string>()
            )
        );
        Assert.Equal(
            ["2026-03-02T05:00:00+00:00", "2026-04-02T04:00:00+00:00", "2026-05-02T04:00:00+00:00"],
            scheduled
        );
    }

    [Fact]
    public async Task Prices_add_up_for_one_shipment_and_for_the_charge_of_all()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        var order = (await mock.GetRechargeAsync($"/orders/{bought.OrderIds[0]}"))["order"]!;
        var charge = (await mock.GetRechargeAsync($"/charges/{bought.ChargeId}"))["charge"]!;

        Assert.Equal(
            ("48.60", "53.50"),
            (order["subtotal_price"]!.GetValue<string>(), order["total_price"]!.GetValue<string>())
        );
        Assert.Equal(
            ("24.30", "48.60"),
            (
                order["line_items"]![0]!["unit_price"]!.GetValue<string>(),
                order["line_items"]![0]!["total_price"]!.GetValue<string>()
            )
        );
        Assert.Equal("145.80", charge["subtotal_price"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_month_brings_the_next_prepaid_order_and_only_that()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");
        await mock.QuietAsync();

        var first = await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 31 });
        await mock.QuietAsync();
        var again = await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 1 });
        var second = await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 30 });
        await mock.QuietAsync();

        Assert.Equal([bought.OrderIds[1]], first["processedOrderIds"]!.AsArray().Select(id => id!.GetValue<long>()));
        Assert.Empty(again["processedOrderIds"]!.AsArray());
        Assert.Equal([bought.OrderIds[2]], second["processedOrderIds"]!.AsArray().Select(id => id!.GetValue<long>()));
        Assert.Equal(bought.OrderIds, mock.Receiver.Of("order/processed").Select(r => r.OrderId));
        var later = mock.Receiver.Of("order/processed")[1].Json["order"]!;
        Assert.Equal(
            ("success", "recurring"),
            (later["status"]!.GetValue<string>(), later["type"]!.GetValue<string>())
        );
        Assert.Equal("2026-04-02T14:15:28+00:00", later["processed_at"]!.GetValue<string>());
        Assert.Contains("Subscription Recurring Order", later["tags"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(3, mock.Receiver.Of("order/created").Count);
    }

    [Fact]
    public async Task Later_orders_of_a_checkout_with_a_version_keep_it()
    {
        await using var mock = new MockHost();
        await mock.BuyAsync("prepaid", apiVersion: "2021-01");
        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 31 });
        await mock.QuietAsync();

        Assert.All(
            mock.Receiver.Of("order/processed"),
            r => Assert.Equal("SUCCESS", r.Json["order"]!["status"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_queued_standard_order_waits_for_its_day()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync(status: "queued");
        await mock.QuietAsync();
        Assert.Empty(mock.Receiver.Of("order/processed"));
        Assert.Equal(
            "queued",
            Assert.Single(mock.Receiver.Of("order/created")).Json["order"]!["status"]!.GetValue<string>()
        );

        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 7 });
        await mock.QuietAsync();

        var processed = Assert.Single(mock.Receiver.Of("order/processed"));
        Assert.Equal(bought.OrderIds[0], processed.OrderId);
        Assert.Equal("checkout", processed.Json["order"]!["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"kind":"weird","items":[{"sku":"A"}]}""", "kind")]
    [InlineData("""{"kind":"standard","items":[]}""", "items")]
    [InlineData("""{"kind":"standard"}""", "items")]
    [InlineData("""{"items":[{"quantity":1}]}""", "items.sku")]
    [InlineData("""{"items":[{"sku":"A","quantity":0}]}""", "items.quantity")]
    [InlineData("""{"items":[{"sku":"A","price":"-1"}]}""", "items.price")]
    [InlineData("""{"items":[{"sku":"A"}],"kind":"prepaid","shipments":0}""", "shipments")]
    [InlineData("""{"items":[{"sku":"A"}],"apiVersion":"2022-01"}""", "apiVersion")]
    [InlineData("""{"items":[{"sku":"A"}],"store":"nobody"}""", "store")]
    [InlineData("""{"items":[{"sku":"A"}],"kind":"prepaid","status":"queued"}""", "status")]
    public async Task A_purchase_that_makes_no_sense_is_400_by_field(string body, string field)
    {
        await using var mock = new MockHost();

        using var response = await mock.ControlAnswerAsync(HttpMethod.Post, "/checkouts", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            [field],
            (await MockHost.JsonOf(response))["errors"]!.AsObject().Select(e => e.Key),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"days":0}""")]
    [InlineData("""{"days":-3}""")]
    [InlineData("""{}""")]
    [InlineData("")]
    public async Task The_clock_goes_forward_only(string body)
    {
        await using var mock = new MockHost();

        using var response = await mock.ControlAnswerAsync(HttpMethod.Post, "/clock/advance", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Items_may_be_priced_by_number_text_or_catalogue_and_be_unknown()
    {
        await using var mock = new MockHost();
        var bought = await mock.ControlAsync(
            HttpMethod.Post,
            "/checkouts",
            """{"items":[{"sku":"TEA-200-M"},{"sku":"X-1","price":1.5},{"sku":"X-2","price":"2.25","quantity":2,"title":"Thing"}]}"""
        );

        var order = (await mock.GetRechargeAsync($"/orders/{bought["orderIds"]![0]}"))["order"]!;

        Assert.Equal(
            ["17.50", "1.50", "2.25"],
            order["line_items"]!.AsArray().Select(l => l!["unit_price"]!.GetValue<string>()),
            StringComparer.Ordinal
        );
        Assert.Equal("Thing", order["line_items"]![2]!["title"]!.GetValue<string>());
    }
}
