using System.Net;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;
using RechargeSync.Testing;

namespace RechargeSync.MockPlatform.Tests.Control;

public sealed class OrderActionTests
{
    [Fact]
    public async Task A_cancelled_order_is_announced_under_both_topics()
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);

        await ActAsync(mock, id, "cancel");

        Assert.Equal(["order/cancelled", "order/updated"], Topics(mock), StringComparer.Ordinal);
        Assert.All(
            mock.Receiver.All,
            r => Assert.Equal((id, "cancelled"), (r.OrderId, r.Json["order"]!["status"]!.GetValue<string>()))
        );
        Assert.Equal("cancelled", (await OrderAsync(mock, id))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_is_written_in_the_version_of_its_subscriber()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync(store: "classic");
        await mock.QuietAsync();
        mock.Receiver.Forget();

        await ActAsync(mock, bought.OrderIds[0], "cancel");

        var told = Assert.Single(mock.Receiver.Of("order/cancelled")).Json["order"]!;
        Assert.Equal(
            ("CANCELLED", bought.ChargeId),
            (told["status"]!.GetValue<string>(), told["charge_id"]!.GetValue<long>())
        );
    }

    [Fact]
    public async Task A_refund_in_part_is_on_the_order_and_on_its_charge()
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);

        await ActAsync(mock, id, "refund", new { amount = "5.00" });
        await ActAsync(mock, id, "refund", new { amount = 2.5 });

        Assert.Equal(
            ["charge/refunded", "charge/refunded", "order/updated", "order/updated"],
            Topics(mock),
            StringComparer.Ordinal
        );
        var charge = mock
            .Receiver.Of("charge/refunded")
            .Select(r => r.Json["charge"]!)
            .MaxBy(c => c["total_refunds"]!.GetValue<string>(), StringComparer.Ordinal)!;
        Assert.Equal(
            ("partially_refunded", "7.50"),
            (charge["status"]!.GetValue<string>(), charge["total_refunds"]!.GetValue<string>())
        );
        var order = await OrderAsync(mock, id);
        Assert.Equal(
            ("success", "partially_refunded", "7.50"),
            (
                order["status"]!.GetValue<string>(),
                order["charge"]!["status"]!.GetValue<string>(),
                order["total_refunds"]!.GetValue<string>()
            )
        );
    }

    [Theory]
    [InlineData("default", "2021-11")]
    [InlineData("classic", "2021-01")]
    public async Task A_refund_without_an_amount_gives_back_all_that_is_left(string store, string version)
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync(store: store);
        var token = store == "classic" ? MockHost.ClassicToken : MockHost.Token;
        await ActAsync(mock, bought.OrderIds[0], "refund", new { amount = "5.00" });

        await ActAsync(mock, bought.OrderIds[0], "refund", new { });

        var charge = (await mock.GetRechargeAsync($"/charges/{bought.ChargeId}", token, version))["charge"]!;
        Assert.Equal(
            ("refunded", "53.50"),
            (charge["status"]!.GetValue<string>().ToLowerInvariant(), charge["total_refunds"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task Refunding_one_order_of_a_prepaid_charge_leaves_the_charge_refunded_in_part()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        await ActAsync(mock, bought.OrderIds[0], "refund", new { });

        var first = await OrderAsync(mock, bought.OrderIds[0]);
        var second = await OrderAsync(mock, bought.OrderIds[1]);
        Assert.Equal(
            ("53.50", "0.00"),
            (first["total_refunds"]!.GetValue<string>(), second["total_refunds"]!.GetValue<string>())
        );
        Assert.All(
            (JsonObject[])[first, second],
            o => Assert.Equal("partially_refunded", o["charge"]!["status"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task An_order_seeded_in_the_older_shape_keeps_its_charge_when_it_is_refunded()
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Object(Sample.Order202101));

        await ActAsync(mock, 534919106, "refund", new { amount = "1.00" });

        var order = (await mock.ControlAsync(HttpMethod.Get, "/orders/534919106?apiVersion=2021-01"))["order"]!;
        Assert.Equal(
            (580825290, "PARTIALLY_REFUNDED", "1.00"),
            (
                order["charge_id"]!.GetValue<long>(),
                order["charge_status"]!.GetValue<string>(),
                order["total_refunds"]!.GetValue<string>()
            )
        );
        Assert.Equal(["order/updated"], Topics(mock), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(Sample.Order202101)]
    [InlineData(Sample.Order202111)]
    public async Task A_redacted_order_says_nothing_of_the_person_and_all_of_the_goods(string sample)
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Object(sample));
        var before = await OrderAsync(mock, 534919106);

        await ActAsync(mock, 534919106, "redact");

        var told = Assert.Single(mock.Receiver.Of("order/updated")).Json["order"]!.AsObject();
        Assert.True(told["redacted"]!.GetValue<bool>());
        Assert.All(told["shipping_address"]!.AsObject(), member => Assert.Null(member.Value));
        Assert.Null(told["customer"]!["email"]);
        Assert.All(
            (string[])["Ada", "Tester", "Springfield", "example.com\"", "5550100"],
            personal => Assert.DoesNotContain(personal, told.ToJsonString(), StringComparison.Ordinal)
        );
        Shape.Same(before["line_items"], told["line_items"]);
        Shape.Same(before["customer"]!["id"], told["customer"]!["id"]);
    }

    [Fact]
    public async Task A_skipped_order_is_never_due()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");
        await mock.QuietAsync();
        mock.Receiver.Forget();

        await ActAsync(mock, bought.OrderIds[1], "skip");
        var advanced = await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 31 });

        Assert.Empty(advanced["processedOrderIds"]!.AsArray());
        Assert.Equal("skipped", Assert.Single(mock.Receiver.All).Json["order"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_queued_order_can_be_edited_and_is_announced()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync("prepaid")).OrderIds[1];
        await mock.QuietAsync();
        mock.Receiver.Forget();

        await ActAsync(
            mock,
            id,
            "edit",
            new
            {
                shippingAddress = new { address1 = "12 New Street" },
                lineItems = new[] { new { sku = "TEA-200-M", quantity = 3 } },
            }
        );

        var told = Assert.Single(mock.Receiver.Of("order/updated")).Json["order"]!;
        Assert.Equal(
            ("12 New Street", "Springfield", "TEA-200-M"),
            (
                told["shipping_address"]!["address1"]!.GetValue<string>(),
                told["shipping_address"]!["city"]!.GetValue<string>(),
                Assert.Single(told["line_items"]!.AsArray())!["sku"]!.GetValue<string>()
            )
        );
    }

    [Fact]
    public async Task A_clone_has_all_of_the_old_order_but_its_id()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();
        var id = bought.OrderIds[0];
        using var written = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/orders/{id}",
            """{"external_order_id":{"ecommerce":"P-1"}}"""
        );
        await mock.QuietAsync();
        mock.Receiver.Forget();

        var clone = await ActAsync(mock, id, "clone");

        Assert.Equal(["order/created"], Topics(mock), StringComparer.Ordinal);
        Assert.NotEqual(id, mock.Receiver.All[0].OrderId);
        var original = await OrderAsync(mock, id);
        original["id"] = mock.Receiver.All[0].OrderId;
        Shape.Same(original, clone["order"]);
        Assert.Equal(
            2,
            (await mock.GetRechargeAsync($"/orders?charge_id={bought.ChargeId}"))["orders"]!.AsArray().Count
        );
        Assert.Equal(0, (await mock.AuditAsync())["orders"]![1]!["idWrites"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_deleted_order_is_gone_and_its_event_tells_the_id_only()
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);

        await ActAsync(mock, id, "delete");

        var told = Assert.Single(mock.Receiver.All);
        Assert.Equal("order/deleted", told.Topic);
        Assert.Equal($$$"""{"order":{"id":{{{id}}}}}""", told.Json.ToJsonString());
        using var read = await mock.RechargeAsync(HttpMethod.Get, $"/orders/{id}");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Empty((await mock.GetRechargeAsync("/orders"))["orders"]!.AsArray());
    }

    [Theory]
    [InlineData("skip", "{}")]
    [InlineData("edit", """{"note":"x"}""")]
    public async Task Only_an_order_that_waits_for_its_day_can_be_skipped_or_edited(string act, string body)
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);

        using var refused = await mock.ControlAnswerAsync(HttpMethod.Post, $"/orders/{id}/{act}", body);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.EndsWith(
            "this one is success.",
            (await MockHost.JsonOf(refused))["detail"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("redact")]
    [InlineData("refund")]
    public async Task What_has_been_done_in_full_is_not_done_again(string act)
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);
        await ActAsync(mock, id, act, new { });

        using var again = await mock.ControlAnswerAsync(HttpMethod.Post, $"/orders/{id}/{act}", "{}");

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task More_than_the_order_cost_is_not_refunded()
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);

        using var refused = await mock.ControlAnswerAsync(
            HttpMethod.Post,
            $"/orders/{id}/refund",
            """{"amount":"53.51"}"""
        );

        Assert.Equal(
            "Only 53.50 of the order are left to refund.",
            (await MockHost.JsonOf(refused))["detail"]!.GetValue<string>()
        );
    }

    [Theory]
    [InlineData("""{"amount":"0"}""")]
    [InlineData("""{"amount":"-1.00"}""")]
    [InlineData("""{"amount":"a lot"}""")]
    [InlineData("[]")]
    public async Task A_refund_that_makes_no_sense_is_400(string body)
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);

        using var response = await mock.ControlAnswerAsync(HttpMethod.Post, $"/orders/{id}/refund", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("refund")]
    [InlineData("redact")]
    [InlineData("skip")]
    [InlineData("edit")]
    [InlineData("clone")]
    [InlineData("delete")]
    public async Task An_order_that_nobody_knows_is_404(string act)
    {
        await using var mock = new MockHost();

        using var response = await mock.ControlAnswerAsync(HttpMethod.Post, $"/orders/1/{act}", "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_audit_tells_what_was_refunded_and_redacted()
    {
        await using var mock = new MockHost();
        var id = await BuyAsync(mock);
        await ActAsync(mock, id, "refund", new { amount = "5.00" });
        await ActAsync(mock, id, "redact");

        var audited = (await mock.AuditAsync())["orders"]![0]!;

        Assert.Equal(
            ("5.00", true, true),
            (
                audited["refunded"]!.GetValue<string>(),
                audited["isRefundable"]!.GetValue<bool>(),
                audited["isRedacted"]!.GetValue<bool>()
            )
        );
    }

    /// <summary>Buys one order and forgets what its webhooks told.</summary>
    private static async Task<long> BuyAsync(MockHost mock)
    {
        var bought = await mock.BuyAsync();
        await mock.QuietAsync();
        mock.Receiver.Forget();
        return bought.OrderIds[0];
    }

    private static async Task<JsonObject> ActAsync(MockHost mock, long id, string act, object? body = null)
    {
        var answer = await mock.ControlAsync(HttpMethod.Post, $"/orders/{id}/{act}", body);
        await mock.QuietAsync();
        return answer;
    }

    private static async Task<JsonObject> OrderAsync(MockHost mock, long id) =>
        (await mock.GetRechargeAsync($"/orders/{id}", version: "2021-11"))["order"]!.AsObject();

    private static IEnumerable<string> Topics(MockHost mock) =>
        mock.Receiver.All.Select(r => r.Topic).Order(StringComparer.Ordinal);
}
