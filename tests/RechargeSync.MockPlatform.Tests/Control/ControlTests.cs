using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;
using RechargeSync.Testing;

namespace RechargeSync.MockPlatform.Tests.Control;

public sealed class ControlTests
{
    [Fact]
    public async Task The_audit_of_a_fresh_mock_has_all_its_parts()
    {
        await using var mock = new MockHost();

        var audit = await mock.AuditAsync();

        Assert.Superset(
            new HashSet<string>(
                ["orders", "charges", "platformOrders", "carts", "webhooks", "recharge"],
                StringComparer.Ordinal
            ),
            audit.Select(m => m.Key).ToHashSet(StringComparer.Ordinal)
        );
        Assert.Equal(0, audit["webhooks"]!["fired"]!.GetValue<int>());
        Assert.Equal(0, audit["recharge"]!["calls"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_audit_can_be_cut_to_the_newest()
    {
        await using var mock = new MockHost();
        await mock.BuyAsync();
        var newest = await mock.BuyAsync();

        var audit = await mock.ControlAsync(HttpMethod.Get, "/audit?newest=1");

        Assert.Equal(newest.OrderIds[0], Assert.Single(audit["orders"]!.AsArray())!["id"]!.GetValue<long>());
        Assert.Equal(newest.CartId, Assert.Single(audit["carts"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_seeded_order_is_audited_replaceable_and_fires_nothing()
    {
        await using var mock = new MockHost();
        var answer = await mock.SeedAsync(Sample.Object(Sample.Order202111));
        await mock.SeedAsync(Sample.Object(Sample.OrderEcho));
        await mock.SeedAsync(Sample.Object(Sample.Charge202101));
        await mock.QuietAsync();

        Assert.Equal(534919106, answer["orderId"]!.GetValue<long>());
        Assert.Empty(mock.Receiver.All);
        var audit = await mock.AuditAsync();
        Assert.Equal("92812948", Assert.Single(audit["orders"]!.AsArray())!["externalOrderId"]!.GetValue<string>());
        Assert.Equal(580825303, audit["charges"]![0]!["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task An_order_that_does_not_say_whether_it_is_prepaid_is_judged_by_its_charge()
    {
        await using var mock = new MockHost();
        var order = Sample.Object(Sample.PrepaidFirst);
        order["order"]!.AsObject().Remove("is_prepaid");
        await mock.SeedAsync(order);
        await mock.SeedAsync(Sample.Object(Sample.Charge202111));

        Assert.True((await mock.AuditAsync())["orders"]![0]!["isPrepaid"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_seed_goes_to_the_store_that_it_names()
    {
        await using var mock = new MockHost();
        var document = Sample.Object(Sample.Order202101);
        document["store"] = "classic";
        await mock.SeedAsync(document);

        await mock.GetRechargeAsync("/orders/534919106", MockHost.ClassicToken);
        using var other = await mock.RechargeAsync(HttpMethod.Get, "/orders/534919106");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"order":{}}""")]
    [InlineData("""{"order":{"id":"abc"}}""")]
    [InlineData("""{"order":{"id":1},"store":"nobody"}""")]
    [InlineData("""{"order":{"id":1},"apiVersion":"2020-01"}""")]
    public async Task What_cannot_be_seeded_is_400(string body)
    {
        await using var mock = new MockHost();

        using var response = await mock.ControlAnswerAsync(HttpMethod.Post, "/seed", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_seeded_queued_order_is_processed_when_it_is_due()
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Object(Sample.PrepaidQueued));

        var advanced = await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 31 });

        Assert.Equal([534919200], advanced["processedOrderIds"]!.AsArray().Select(id => id!.GetValue<long>()));
    }

    [Fact]
    public async Task A_merchants_change_is_stored_and_announced()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];
        await mock.QuietAsync();
        mock.Time.Advance(TimeSpan.FromMinutes(1));

        await mock.ControlAsync(
            HttpMethod.Post,
            $"/orders/{id}/update",
            new { shippingAddress = new { address1 = "11 Other Road", country = "Canada" }, note = "ring twice" }
        );
        await mock.QuietAsync();

        var told = Assert.Single(mock.Receiver.Of("order/updated")).Json["order"]!;
        Assert.Equal(
            ("11 Other Road", "CA", "62701"),
            (
                told["shipping_address"]!["address1"]!.GetValue<string>(),
                told["shipping_address"]!["country_code"]!.GetValue<string>(),
                told["shipping_address"]!["zip"]!.GetValue<string>()
            )
        );
        Assert.Equal(
            ("ring twice", "2026-03-02T14:16:28+00:00"),
            (told["note"]!.GetValue<string>(), told["updated_at"]!.GetValue<string>())
        );
        var read = await mock.ControlAsync(HttpMethod.Get, $"/orders/{id}?apiVersion=2021-01");
        Assert.Equal("Canada", read["order"]!["shipping_address"]!["country"]!.GetValue<string>());
        Assert.Equal(0, (await mock.AuditAsync())["orders"]![0]!["idWrites"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_merchants_change_that_makes_no_sense_is_400_and_an_unknown_order_404()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];

        using var unknownField = await mock.ControlAnswerAsync(
            HttpMethod.Post,
            $"/orders/{id}/update",
            new { colour = "red" }
        );
        using var badValue = await mock.ControlAnswerAsync(
            HttpMethod.Post,
            $"/orders/{id}/update",
            new { status = "happy" }
        );
        using var unknownOrder = await mock.ControlAnswerAsync(HttpMethod.Post, "/orders/1/update", new { note = "x" });

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound),
            (unknownField.StatusCode, badValue.StatusCode, unknownOrder.StatusCode)
        );
    }

    [Fact]
    public async Task A_reset_leaves_nothing_but_ids_that_go_on()
    {
        await using var mock = new MockHost();
        var before = await mock.BuyAsync();
        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 31 });
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { recharge = new { errorRate = 1 } });
        using var order = await mock.PlatformAsync(HttpMethod.Post, "/orders", """{"reference":"r"}""", "k");

        await mock.ControlAsync(HttpMethod.Post, "/reset");

        var audit = await mock.AuditAsync();
        Assert.All(
            (string[])["orders", "charges", "platformOrders", "carts"],
            part => Assert.Empty(audit[part]!.AsArray())
        );
        Assert.Equal(0, audit["recharge"]!["calls"]!.GetValue<int>());
        Assert.Equal(
            "2026-03-02T14:15:28+00:00",
            (await mock.ControlAsync(HttpMethod.Get, "/clock"))["now"]!.GetValue<string>()
        );
        var after = await mock.BuyAsync();
        Assert.True(after.OrderIds[0] > before.OrderIds[0]);
        using var again = await mock.PlatformAsync(HttpMethod.Post, "/orders", """{"reference":"r"}""", "k");
        Assert.Equal("101", (await MockHost.JsonOf(again))["number"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ids_start_from_the_time_so_that_a_restart_repeats_none()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();

        Assert.True(bought.ChargeId > MockHost.Start.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Ten_thousand_orders_are_bought_found_and_audited()
    {
        await using var mock = new MockHost(("Mock:Webhooks:AutoSubscribe", "false"));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 2_000),
            async (_, _) =>
                await mock.ControlAsync(
                    HttpMethod.Post,
                    "/checkouts",
                    """{"kind":"prepaid","shipments":5,"items":[{"sku":"COF-100-L"}]}"""
                )
        );

        var orders = (await mock.AuditAsync())["orders"]!.AsArray();
        var page = await mock.GetRechargeAsync(
            "/orders?status=success&has_external_order=false&sort_by=updated_at-asc&limit=250"
        );

        Assert.Equal(10_000, orders.Count);
        Assert.Equal(10_000, orders.Select(o => o!["id"]!.GetValue<long>()).Distinct().Count());
        Assert.Equal(250, page["orders"]!.AsArray().Count);
    }
}
