using System.Text.Json.Nodes;
using Npgsql;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Vendure;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>Orders that come into a Vendure on Postgres, in both ways.</summary>
[Collection("Vendure")]
public sealed class VendurePlacementTests(StoredShop fixture) : IClassFixture<StoredShop>
{
    public static TheoryData<VendureMode> Modes => [VendureMode.Plugin, VendureMode.Calls];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_order_is_made_paid_and_just_as_it_was_sold(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop);

        var ids = await platform.PlaceAsync(order);

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal("PaymentSettled", (string)made["state"]!);
        Assert.Equal(3170, (int)made["totalWithTax"]!);
        Assert.Equal(ids.Number, (string)made["code"]!);
        Assert.Equal("ch_test_0002", (string)made["payments"]![0]!["transactionId"]!);
        Assert.Equal(2680, (int)made["lines"]![0]!["linePriceWithTax"]!);
        Assert.Equal("ada.tester@example.com", (string)made["customer"]!["emailAddress"]!);
        Assert.Equal("United States of America", (string)made["shippingAddress"]!["country"]!);
        Assert.Equal("Ring twice", (string)made["customFields"]!["externalNote"]!);
        Assert.Contains("534919106", (string)made["customFields"]!["externalData"]!);
        Assert.Contains("grind", (string)made["lines"]![0]!["customFields"]!["externalData"]!);
        Assert.Equal(1, await shop.CountAllocationsAsync(order.Reference));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_order_that_is_there_is_answered_and_not_made_again(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop);
        Assert.IsType<PlatformAnswer.NotFound>(await platform.FindAsync(order.Reference, default));
        var ids = await platform.PlaceAsync(order);

        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.CreateAsync(order));
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.FindAsync(order.Reference, default));
        Assert.Equal(new PlatformAnswer.Existed(ids), await platform.GetAsync(ids.Id, default));
        Assert.Equal(1, await shop.CountPaymentsAsync(order.Reference));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Four_at_once_make_one_order_that_is_paid_once(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop) with { Email = $"{Guid.NewGuid():N}@example.com" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => platform.CreateAsync(order)));

        Assert.Single(answers, answer => answer is PlatformAnswer.Made);
        Assert.DoesNotContain(answers, answer => answer is PlatformAnswer.NotFound or PlatformAnswer.NotSupported);
        Assert.Equal(1, await shop.CountOrdersAsync(order.Reference));
        Assert.Equal(1, await shop.CountPaymentsAsync(order.Reference));
        Assert.Equal(1, await shop.CountAllocationsAsync(order.Reference));
        Assert.Equal(0, await shop.CountLostPaymentsAsync());
        Assert.Equal(0, await shop.CountDraftsAsync());
    }

    [Fact]
    public async Task Four_orders_of_a_new_customer_at_once_make_one_customer()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        var email = $"{Guid.NewGuid():N}@example.com";

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => platform.PlaceAsync(SoldOrder.Of(shop) with { Customer = new() { Email = email } }))
        );

        Assert.Equal(1, await shop.CountCustomersAsync(email));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Yen_discounts_and_several_shipping_lines_come_to_the_total(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop, "JPY") with
        {
            Lines = new([SoldOrder.Line("COF-100-L", 3, 833m, tax: 239m), SoldOrder.Line("TEA-200-M", 1, 400m)]),
            ShippingLines = new([new("a", "Parcel", 490m, [new("Tax", 0.1m, 49m)]), new("b", "Cool box", 235m, [])]),
            Discounts = new([new("WELCOME", "amount", 101m, 101m)]),
            Totals = SoldOrder.Totals(3811m, tax: 288m, discounts: 101m),
        };

        var ids = await platform.PlaceAsync(order);

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal("JPY", (string)made["currencyCode"]!);
        Assert.Equal(381100, (int)made["totalWithTax"]!);
        Assert.Equal(77400, (int)made["shippingWithTax"]!);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Prices_with_tax_come_to_the_total(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop, "EUR") with
        {
            Lines = new([SoldOrder.Line("COF-100-L", 3, 9.99m, tax: 4.63m)]),
            ShippingLines = new([new("a", "Parcel", 4.90m, [new("VAT", 0.19m, 0.78m)])]),
            IncludesTax = true,
            Totals = SoldOrder.Totals(33.87m, tax: 5.41m, discounts: 1.00m),
        };

        var ids = await platform.PlaceAsync(order);

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal(3387, (int)made["totalWithTax"]!);
        Assert.Equal(2434, (int)made["subTotal"]!);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_free_order_is_settled(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop) with { Totals = SoldOrder.Totals(0m, discounts: 29.89m) };

        var ids = await platform.PlaceAsync(order);

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal("PaymentSettled", (string)made["state"]!);
        Assert.Equal(0, (int)made["totalWithTax"]!);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_running_promotion_changes_no_price_at_its_creation_nor_at_an_update(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop);
        var promotion = await shop.StartPromotionAsync(10);
        try
        {
            var ids = await platform.PlaceAsync(order);
            await platform.UpdateAsync(ids.Id, order with { ShippingAddress = SoldOrder.Address("CA") });

            var made = await shop.OrderAsync(ids.Id);
            Assert.Equal(3170, (int)made["totalWithTax"]!);
        }
        finally
        {
            await shop.EndPromotionAsync(promotion);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task What_the_shop_cannot_take_is_refused_with_its_reason_and_leaves_nothing(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop);
        (PlatformOrder Order, CallFailureKind Kind, string Reason)[] refused =
        [
            (With(SoldOrder.Line("NONE-1", 1, 29.89m)), CallFailureKind.Permanent, PlatformReason.UnknownVariant),
            (With(SoldOrder.Line("TWIN-1", 1, 29.89m)), CallFailureKind.Permanent, PlatformReason.UnknownVariant),
            (With(SoldOrder.Line("GONE-1", 1, 29.89m)), CallFailureKind.Permanent, PlatformReason.UnknownVariant),
            (With(SoldOrder.Line("RARE-3", 4, 5m)), CallFailureKind.OutOfStock, PlatformReason.OutOfStock),
            (With(SoldOrder.Line("COF-100-L", 1000, 0.01m)), CallFailureKind.Permanent, PlatformReason.TooLarge),
            (order with { Note = new string('n', 110_000) }, CallFailureKind.Permanent, PlatformReason.TooLarge),
            (
                order with
                {
                    ShippingAddress = SoldOrder.Address("FR"),
                },
                CallFailureKind.Permanent,
                PlatformReason.CountryNotServed
            ),
            (order with { Currency = "KWD" }, CallFailureKind.Permanent, PlatformReason.CurrencyPrecision),
            (order with { Currency = "GBP" }, CallFailureKind.Permanent, "currency_not_served"),
            (
                order with
                {
                    Totals = SoldOrder.Totals(30_000_000m),
                },
                CallFailureKind.Permanent,
                PlatformReason.CurrencyPrecision
            ),
            (order with { Email = default, Customer = new() }, CallFailureKind.Permanent, "no_email"),
        ];

        foreach (var (each, kind, reason) in refused)
        {
            var failure = Assert.IsType<PlatformAnswer.Failed>(await platform.CreateAsync(each)).Failure;
            Assert.Equal((kind, reason), (failure.Kind, failure.Reason));
        }

        Assert.Equal(0, await shop.CountOrdersAsync(order.Reference));
        Assert.Equal(0, await shop.CountDraftsAsync());

        PlatformOrder With(PlatformLine line) => order with { Lines = new([line]), Totals = SoldOrder.Totals(34.79m) };
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_operation_that_ran_out_of_time_is_finished_by_the_next_and_paid_once(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        foreach (var time in (int[])[5, 40, 80, 120, 180, 260, 400, 700])
        {
            var order = SoldOrder.Of(shop);
            using var deadline = new CancellationTokenSource(time);
            try
            {
                await platform.CreateAsync(OutgoingOrder.Of(order), deadline.Token);
            }
            catch (OperationCanceledException)
            {
                await shop.UntilIdleAsync();
            }

            var answer = await platform.CreateAsync(order);

            Assert.True(answer is PlatformAnswer.Made or PlatformAnswer.Existed, $"After {time} ms: {answer}.");
            Assert.Equal((time, 1), (time, await shop.CountOrdersAsync(order.Reference)));
            Assert.Equal((time, 1), (time, await shop.CountPaymentsAsync(order.Reference)));
        }
    }

    [Fact]
    public async Task A_creation_that_was_cut_short_goes_on_from_where_it_was()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Calls);
        var order = SoldOrder.Of(shop);
        var draft = (string)(await shop.AdminAsync("mutation { createDraftOrder { id } }"))["createDraftOrder"]!["id"]!;
        await shop.AdminAsync(
            "mutation($input: UpdateOrderInput!) { setOrderCustomFields(input: $input) { id } }",
            new()
            {
                ["input"] = new JsonObject
                {
                    ["id"] = draft,
                    ["customFields"] = new JsonObject { ["externalReference"] = order.Reference },
                },
            }
        );

        Assert.Equal(new PlatformAnswer.HalfMade(draft), await platform.FindAsync(order.Reference, default));
        var ids = await platform.PlaceAsync(order);

        Assert.NotEqual(draft, ids.Id, StringComparer.Ordinal);
        Assert.Equal(1, await shop.CountPaymentsAsync(order.Reference));
        Assert.Equal(0, await shop.CountDraftsAsync());
    }

    [Fact]
    public async Task A_half_made_order_that_nobody_wants_any_more_is_taken_away()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Calls);
        var draft = (string)(await shop.AdminAsync("mutation { createDraftOrder { id } }"))["createDraftOrder"]!["id"]!;

        Assert.IsType<PlatformChange.Done>(await platform.CancelAsync(new(draft, "USD", null), default));
        Assert.Equal(0, await shop.CountDraftsAsync());
    }

    [Fact]
    public async Task A_session_that_the_shop_has_forgotten_is_renewed()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin);
        await platform.PlaceAsync(SoldOrder.Of(shop));
        await using (var source = NpgsqlDataSource.Create(shop.ConnectionString!))
        {
            await using var command = source.CreateCommand("DELETE FROM session");
            await command.ExecuteNonQueryAsync();
        }

        await shop.StopAsync();
        await shop.StartAsync(default);

        await platform.PlaceAsync(SoldOrder.Of(shop));
    }

    [Fact]
    public async Task An_API_key_will_do_in_place_of_a_session()
    {
        var shop = await fixture.ShopAsync();
        var roles = await shop.AdminAsync("{ roles { items { id code } } }");
        var role = roles["roles"]!["items"]!.AsArray().Single(one => (string)one!["code"]! == "__super_admin_role__");
        var made = await shop.AdminAsync(
            "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }",
            new()
            {
                ["input"] = new JsonObject
                {
                    ["roleIds"] = new JsonArray((string)role!["id"]!),
                    ["translations"] = new JsonArray(
                        new JsonObject { ["languageCode"] = "en", ["name"] = "RechargeSync" }
                    ),
                },
            }
        );

        var platform = shop.Platform(
            VendureMode.Auto,
            options => options.Username = "",
            (string)made["createApiKey"]!["apiKey"]!
        );

        await platform.PlaceAsync(SoldOrder.Of(shop));
    }

    [Fact]
    public async Task A_wrong_password_is_a_matter_of_configuration()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Plugin, options => options.Password = "wrong");

        var failure = Assert.IsType<PlatformAnswer.Failed>(await platform.CreateAsync(SoldOrder.Of(shop))).Failure;

        Assert.Equal(CallFailureKind.Configuration, failure.Kind);
        var finding = Assert.Single(await platform.CheckAsync(default));
        Assert.Equal((FindingSeverity.Failed, PlatformFinding.Credentials), (finding.Severity, finding.Code));
    }

    [Fact]
    public async Task A_check_finds_all_in_order()
    {
        var shop = await fixture.ShopAsync();

        var findings = await shop.Platform(VendureMode.Auto).CheckAsync(default);

        // KWD is of the channel, and has more decimals than this shop keeps.
        Assert.All(
            findings.Where(finding => finding.Code != "currency_precision"),
            finding => Assert.Equal(FindingSeverity.Ok, finding.Severity)
        );
    }
}
