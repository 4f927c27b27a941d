using System.Text.Json.Nodes;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>What becomes of an order that was placed, and of a cart; and what doctor is told.</summary>
public sealed class MedusaChangeTests(MedusaShopFixture fixture) : IClassFixture<MedusaShopFixture>
{
    private readonly MedusaShop _shop = fixture.Shop;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_email_note_and_tags_are_carried_once()
    {
        var order = MedusaOrders.Usual(_shop);
        var (platform, ids) = await PlaceAsync(order);
        var moved = order with
        {
            Email = $"grace.{Guid.NewGuid():N}@example.com",
            Note = default,
            Tags = new([]),
            ShippingAddress = MedusaOrders.Address with { Address1 = "11 Example Street", Address2 = null },
        };

        var answer = await platform.UpdateAsync(ids.Id, Update(moved, 2), Token);

        Assert.Equal(new PlatformAnswer.Existed(ids), answer);
        var stored = await OrderAsync(ids.Id);
        Assert.Equal(moved.Email.Value, (string?)stored["email"]);
        Assert.Equal("11 Example Street", (string?)stored["shipping_address"]!["address_1"]);
        Assert.Null(stored["shipping_address"]!["address_2"]);
        Assert.Equal("Ring twice", (string?)stored["metadata"]!["recharge_note"]);
        Assert.Empty(stored["metadata"]!["recharge_tags"]!.AsArray());
        Assert.Equal(36.06m, stored["total"]!.GetValue<decimal>());

        var changes = await ChangesAsync(ids.Id);
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.UpdateAsync(ids.Id, Update(moved, 2), Token));
        Assert.Equal(changes, await ChangesAsync(ids.Id));
    }

    [Fact]
    public async Task An_older_update_does_not_win()
    {
        var order = MedusaOrders.Usual(_shop);
        var (platform, ids) = await PlaceAsync(order);
        await platform.UpdateAsync(ids.Id, Update(order with { Note = "later" }, 7), Token);

        var answer = await platform.UpdateAsync(ids.Id, Update(order with { Note = "earlier" }, 6), Token);

        Assert.Equal(new PlatformAnswer.Outdated(7), answer);
    }

    [Fact]
    public async Task Other_lines_or_another_country_are_not_carried_and_nothing_of_the_update_is()
    {
        var order = MedusaOrders.Usual(_shop);
        var (platform, ids) = await PlaceAsync(order);
        var other = order with { Lines = new([order.Lines.Value[0]]), Note = "other" };
        var abroad = order with { ShippingAddress = MedusaOrders.Address with { Country = "DE", City = "Berlin" } };

        var lines = Assert.IsType<PlatformAnswer.NotCarried>(
            await platform.UpdateAsync(ids.Id, Update(other, 2), Token)
        );
        var country = Assert.IsType<PlatformAnswer.NotCarried>(
            await platform.UpdateAsync(ids.Id, Update(abroad, 3), Token)
        );

        Assert.Equal(["lines"], lines.Fields);
        Assert.Equal(["shippingAddress"], country.Fields);
        var stored = await OrderAsync(ids.Id);
        Assert.Equal("Ring twice", (string?)stored["metadata"]!["recharge_note"]);
        Assert.Equal("Springfield", (string?)stored["shipping_address"]!["city"]);
    }

    [Fact]
    public async Task An_address_change_while_a_promotion_runs_leaves_the_total()
    {
        var order = MedusaOrders.Usual(_shop);
        var (platform, ids) = await PlaceAsync(order);
        var promotion = await _shop.StartPromotionAsync(10);

        await platform.UpdateAsync(
            ids.Id,
            Update(order with { ShippingAddress = MedusaOrders.Address with { City = "Peoria" } }, 2),
            Token
        );

        await _shop.EndPromotionAsync(promotion);
        Assert.Equal(36.06m, (await OrderAsync(ids.Id))["total"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task An_order_is_cancelled_once_and_counts_as_cancelled_again()
    {
        var order = MedusaOrders.Usual(_shop);
        var (platform, ids) = await PlaceAsync(order);

        Assert.IsType<PlatformChange.Done>(await platform.CancelAsync(new(ids.Id, "USD", null), Token));
        Assert.IsType<PlatformChange.Done>(await platform.CancelAsync(new(ids.Id, "USD", null), Token));

        Assert.Equal("canceled", (string?)(await OrderAsync(ids.Id))["status"]);
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.FindAsync(order.Reference, Token));
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.CreateAsync(OutgoingOrder.Of(order), Token));
    }

    [Fact]
    public async Task An_order_that_was_fulfilled_is_not_cancelled()
    {
        var (platform, ids) = await PlaceAsync(MedusaOrders.Usual(_shop));
        await _shop.FulfillAsync(ids.Id);

        var refused = Assert.IsType<PlatformChange.NotPossible>(
            await platform.CancelAsync(new(ids.Id, "USD", null), Token)
        );

        Assert.Contains("fulfillments", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_nobody_wants_any_more_is_taken_away()
    {
        await _shop.SetStockAsync("COF-200", 0);
        var order = MedusaOrders.Of(_shop, "USD", "COF-200", 2, 8.33m, 4.90m);
        var platform = _shop.Platform(MedusaMode.Route);
        await platform.CreateAsync(OutgoingOrder.Of(order), Token);
        var half = Assert.IsType<PlatformAnswer.HalfMade>(await platform.FindAsync(order.Reference, Token));

        Assert.IsType<PlatformChange.Done>(await platform.CancelAsync(new(half.Id!, "USD", null), Token));

        Assert.IsType<PlatformAnswer.NotFound>(await platform.FindAsync(order.Reference, Token));
    }

    [Fact]
    public async Task A_refund_is_noted()
    {
        var (platform, ids) = await PlaceAsync(MedusaOrders.Usual(_shop));

        Assert.IsType<PlatformChange.Done>(await platform.RefundAsync(ids.Id, new(false, 5m), Token));
        Assert.IsType<PlatformChange.Done>(await platform.RefundAsync(ids.Id, new(false, 5m), Token));

        var metadata = (await OrderAsync(ids.Id))["metadata"]!;
        Assert.Equal("partially_refunded", (string?)metadata["recharge_status"]);
        Assert.Equal("5.00", (string?)metadata["recharge_refunded"]);
        Assert.IsType<PlatformChange.NotFound>(await platform.RefundAsync("order_no", new(true, 5m), Token));
    }

    [Fact]
    public async Task A_cart_is_emptied_and_one_that_is_gone_counts_as_empty()
    {
        var cart = await _shop.FillCartAsync("COF-100-S", "COF-100-L");
        var platform = _shop.Platform(MedusaMode.Auto);

        Assert.Null(await platform.ClearCartAsync(new(cart, "USD"), Token));

        Assert.Equal(0, await _shop.ItemsInCartAsync(cart));
        Assert.Null(await platform.ClearCartAsync(new(cart, "USD"), Token));
        Assert.Null(await platform.ClearCartAsync(new("cart_no", "USD"), Token));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task Doctor_finds_a_shop_as_it_should_be(MedusaMode mode)
    {
        var findings = await _shop.Platform(mode).CheckAsync(Token);

        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Ok, finding.Severity));
        Assert.Equal(PlatformFinding.Credentials, findings[0].Code);
        Assert.Contains(findings, finding => finding.Code == "unique_reference");
        var drafts = await _shop.AdminAsync(HttpMethod.Get, "/draft-orders?q=rechargesync:check&fields=id");
        Assert.Empty(drafts["draft_orders"]!.AsArray());
    }

    [Fact]
    public async Task Doctor_finds_what_is_wrong()
    {
        var promotion = await _shop.StartPromotionAsync(10);
        await _shop.AdminAsync(
            HttpMethod.Post,
            $"/regions/{_shop.Region("eur")}",
            new JsonObject { ["automatic_taxes"] = true }
        );
        var platform = _shop.Platform(
            MedusaMode.Rest,
            options =>
            {
                options.SalesChannelId = "sc_no";
                options.PublishableKey = "pk_no";
                options.Currencies["JPY"].ShippingOption = "so_no";
            }
        );

        var findings = await platform.CheckAsync(Token);

        await _shop.EndPromotionAsync(promotion);
        await _shop.AdminAsync(
            HttpMethod.Post,
            $"/regions/{_shop.Region("eur")}",
            new JsonObject { ["automatic_taxes"] = false }
        );
        var bad = findings.Where(one => one.Severity is not FindingSeverity.Ok).Select(one => one.Code);
        Assert.Equal("channel region_eur shipping_jpy unique_reference promotions carts", string.Join(' ', bad));
    }

    [Fact]
    public async Task Doctor_says_first_where_the_key_is_wrong()
    {
        var finding = Assert.Single(await _shop.Platform(MedusaMode.Auto, key: "sk_no").CheckAsync(Token));

        Assert.Equal((FindingSeverity.Failed, PlatformFinding.Credentials), (finding.Severity, finding.Code));
    }

    private static PlatformUpdate Update(PlatformOrder order, long version) => new(OutgoingOrder.Of(order), version);

    private async Task<(IOrderPlatform Platform, PlatformIds Ids)> PlaceAsync(PlatformOrder order)
    {
        var platform = _shop.Platform(MedusaMode.Auto);
        var made = await platform.CreateAsync(OutgoingOrder.Of(order), Token);
        return (platform, Assert.IsType<PlatformAnswer.Made>(made).Ids);
    }

    private async Task<JsonNode> OrderAsync(string id) =>
        (await _shop.AdminAsync(HttpMethod.Get, $"/orders/{id}?fields=+email"))["order"]!;

    private async Task<int> ChangesAsync(string id) =>
        (await _shop.AdminAsync(HttpMethod.Get, $"/orders/{id}/changes"))["order_changes"]!.AsArray().Count;
}
