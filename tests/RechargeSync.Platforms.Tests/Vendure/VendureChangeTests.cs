using RechargeSync.Platforms.Vendure;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>Updates, cancellations, refunds and carts of a Vendure on Postgres.</summary>
[Collection("Vendure")]
public sealed class VendureChangeTests(StoredShop fixture) : IClassFixture<StoredShop>
{
    public static TheoryData<VendureMode> Modes => [VendureMode.Plugin, VendureMode.Calls];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_update_changes_what_it_mentions_and_keeps_currency_and_total(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop, "EUR");
        var ids = await platform.PlaceAsync(order);
        var changed = order with
        {
            Email = "grace@example.com",
            Customer = new() { Email = "grace@example.com", FirstName = "Grace" },
            Note = new(null),
            Tags = default,
            ShippingAddress = SoldOrder.Address("DE"),
        };

        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.UpdateAsync(ids.Id, changed));
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.UpdateAsync(ids.Id, changed));

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal("EUR", (string)made["currencyCode"]!);
        Assert.Equal(3170, (int)made["totalWithTax"]!);
        Assert.Equal("grace@example.com", (string)made["customer"]!["emailAddress"]!);
        Assert.Equal("Germany", (string)made["shippingAddress"]!["country"]!);
        Assert.Null(made["customFields"]!["externalNote"]);
        Assert.Equal(2, made["customFields"]!["externalTags"]!.AsArray().Count);
        Assert.Equal(1, await shop.CountPaymentsAsync(order.Reference));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_update_of_what_was_sold_is_not_carried_and_changes_nothing(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop);
        var ids = await platform.PlaceAsync(order);

        var answer = await platform.UpdateAsync(
            ids.Id,
            order with
            {
                Lines = new([SoldOrder.Line("COF-100-L", 4, 8.33m)]),
                Note = "Another",
                Totals = SoldOrder.Totals(40.03m),
            }
        );

        Assert.Equal(["lines", "totals"], Assert.IsType<PlatformAnswer.NotCarried>(answer).Fields);
        Assert.Equal("Ring twice", (string)(await shop.OrderAsync(ids.Id))["customFields"]!["externalNote"]!);
    }

    [Fact]
    public async Task An_older_update_does_not_win()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        var order = SoldOrder.Of(shop);
        var ids = await platform.PlaceAsync(order);
        await platform.UpdateAsync(ids.Id, order with { Note = "Newer" }, version: 7);

        var answer = await platform.UpdateAsync(ids.Id, order with { Note = "Older" }, version: 6);

        Assert.Equal(new PlatformAnswer.Outdated(7), answer);
        Assert.Equal("Newer", (string)(await shop.OrderAsync(ids.Id))["customFields"]!["externalNote"]!);
    }

    [Fact]
    public async Task A_line_s_properties_are_updated()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        var order = SoldOrder.Of(shop);
        var ids = await platform.PlaceAsync(order);
        var line = order.Lines.Value[0] with { Properties = [new("grind", "coarse")] };

        await platform.UpdateAsync(ids.Id, order with { Lines = new([line]) });

        var data = (string)(await shop.OrderAsync(ids.Id))["lines"]![0]!["customFields"]!["externalData"]!;
        Assert.Contains("coarse", data);
    }

    [Fact]
    public async Task A_registered_customer_gets_the_order_and_keeps_his_name()
    {
        var shop = await fixture.ShopAsync();
        var email = $"{Guid.NewGuid():N}@example.com";
        await shop.AdminAsync(
            """
            mutation($email: String!) {
              createCustomer(
                input: { emailAddress: $email, firstName: "Known", lastName: "Customer" }, password: "secret"
              ) {
                ... on Customer { id } ... on ErrorResult { message }
              }
            }
            """,
            new() { ["email"] = email }
        );
        var order = SoldOrder.Of(shop) with
        {
            Customer = new() { Email = email.ToUpperInvariant(), FirstName = "Other" },
        };

        foreach (var mode in Modes.Select(row => row.Data))
        {
            var ids = await shop.Platform(mode).PlaceAsync(order with { Reference = $"{order.Reference}-{mode}" });
            Assert.Equal("Known", (string)(await shop.OrderAsync(ids.Id))["customer"]!["firstName"]!);
        }

        Assert.Equal(1, await shop.CountCustomersAsync(email));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_cancellation_is_done_also_the_second_time(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop, "EUR");
        var ids = await platform.PlaceAsync(order);

        Assert.IsType<PlatformChange.Done>(await platform.CancelAsync(new(ids.Id, null, "Deleted"), default));
        Assert.IsType<PlatformChange.Done>(await platform.CancelAsync(new(ids.Id, null, "Deleted"), default));

        Assert.Equal("Cancelled", (string)(await shop.OrderAsync(ids.Id))["state"]!);
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.CreateAsync(order));
        Assert.IsType<PlatformChange.NotFound>(await platform.CancelAsync(new("999999", null, null), default));
        Assert.IsType<PlatformChange.NotFound>(await platform.CancelAsync(new("no id", null, null), default));
    }

    [Fact]
    public async Task A_shipped_order_is_not_cancelled()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        var ids = await platform.PlaceAsync(SoldOrder.Of(shop));
        await shop.ShipAsync(ids.Id);

        Assert.IsType<PlatformChange.NotPossible>(await platform.CancelAsync(new(ids.Id, "USD", null), default));
        Assert.Equal("Shipped", (string)(await shop.OrderAsync(ids.Id))["state"]!);
    }

    [Fact]
    public async Task A_refund_is_noted_with_all_of_it_so_far()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        var ids = await platform.PlaceAsync(SoldOrder.Of(shop));

        await platform.RefundAsync(ids.Id, new(IsWhole: false, 5m), default);
        Assert.IsType<PlatformChange.Done>(await platform.RefundAsync(ids.Id, new(IsWhole: false, 7.5m), default));

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal("partially_refunded 7.50 USD", (string)made["customFields"]!["externalRefund"]!);
        Assert.Equal(3170, (int)made["totalWithTax"]!);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_cart_is_emptied_by_its_id_and_by_its_code(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var (id, _, _) = await shop.FillCartAsync("COF-100-L", "TEA-200-M");
        var (other, code, _) = await shop.FillCartAsync("COF-100-L");

        Assert.Null(await platform.ClearCartAsync(new(id, "USD"), default));
        Assert.Null(await platform.ClearCartAsync(new(code, null), default));
        Assert.Null(await platform.ClearCartAsync(new(id, "USD"), default));
        Assert.Null(await platform.ClearCartAsync(new("999999", null), default));
        Assert.Null(await platform.ClearCartAsync(new("NOSUCHCODE", null), default));

        Assert.Equal(0, await shop.LinesOfAsync(id));
        Assert.Equal(0, await shop.LinesOfAsync(other));
    }

    [Fact]
    public async Task An_order_is_no_cart_to_be_emptied()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        var ids = await platform.PlaceAsync(SoldOrder.Of(shop));

        Assert.Null(await platform.ClearCartAsync(new(ids.Id, "USD"), default));
        Assert.Equal(1, await shop.LinesOfAsync(ids.Id));
    }

    [Fact]
    public async Task A_shopper_sees_none_of_the_fields_and_is_offered_no_free_shipping()
    {
        var shop = await fixture.ShopAsync();
        var (_, _, session) = await shop.FillCartAsync("COF-100-L");

        var (schema, _) = await shop.ShopperAsync(
            "{ __schema { types { name fields { name } inputFields { name } } } }"
        );
        var (offered, _) = await shop.ShopperAsync("{ eligibleShippingMethods { code } }", session: session);

        Assert.DoesNotContain("external", schema.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("standard", (string)Assert.Single(offered["eligibleShippingMethods"]!.AsArray())!["code"]!);
    }
}
