using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>What only a real Medusa can tell of the adapter's creates, in both of its modes.</summary>
public sealed class MedusaPlacementTests(MedusaShopFixture fixture) : IClassFixture<MedusaShopFixture>
{
    private readonly MedusaShop _shop = fixture.Shop;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task An_order_is_placed_once_paid_once_and_comes_to_the_total(MedusaMode mode)
    {
        var order = MedusaOrders.Usual(_shop);
        var platform = _shop.Platform(mode);

        var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(platform, order));

        Assert.Equal(new PlatformAnswer.Existed(made.Ids), await CreateAsync(platform, order));
        Assert.Equal(new PlatformAnswer.Existed(made.Ids), await platform.FindAsync(order.Reference, Token));
        Assert.Equal(new PlatformAnswer.Existed(made.Ids), await platform.GetAsync(made.Ids.Id, Token));
        Assert.Equal(1, await _shop.CountOrdersAsync(order.Reference));
        Assert.Equal(1, await _shop.CountCapturesAsync(order.Reference));
        var placed = await OrderAsync(made.Ids.Id);
        Assert.Equal(36.06m, placed["total"]!.GetValue<decimal>());
        Assert.Equal("captured", (string?)placed["payment_status"]);
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task Four_creates_at_the_same_time_make_one_order_that_is_paid_once(MedusaMode mode)
    {
        var order = MedusaOrders.Usual(_shop);
        var platform = _shop.Platform(mode);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CreateAsync(platform, order)));

        Assert.Single(answers.OfType<PlatformAnswer.Made>());
        Assert.Equal(3, answers.OfType<PlatformAnswer.Existed>().Count());
        Assert.Equal(1, await _shop.CountOrdersAsync(order.Reference));
        Assert.Equal(1, await _shop.CountCapturesAsync(order.Reference));
        Assert.Equal(1, await _shop.CountCustomersAsync(order.Email.Value!.ToLowerInvariant()));
    }

    [Fact]
    public async Task The_route_keeps_taxes_and_discounts_as_what_they_are()
    {
        var made = Assert.IsType<PlatformAnswer.Made>(
            await CreateAsync(_shop.Platform(MedusaMode.Route), MedusaOrders.Usual(_shop))
        );

        var order = await OrderAsync(made.Ids.Id);
        Assert.Equal(2.17m, order["tax_total"]!.GetValue<decimal>(), 8);
        Assert.Equal(2, order["items"]!.AsArray().Count);
        Assert.Equal(
            1m,
            order["items"]!.AsArray().Sum(item => item!["adjustments"]![0]!["amount"]!.GetValue<decimal>())
        );
    }

    [Fact]
    public async Task A_price_that_includes_tax_and_a_discount_on_it_come_to_the_total_by_the_route()
    {
        var usual = MedusaOrders.Usual(_shop);
        var order = usual with
        {
            IncludesTax = true,
            ShippingLines = new([new("Economy", "Economy", 4.90m, [new("VAT", 0.19m, 0.78m)])]),
            Totals = usual.Totals with { Tax = 2.95m, Total = 33.89m },
        };

        var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(_shop.Platform(MedusaMode.Route), order));

        var placed = await OrderAsync(made.Ids.Id);
        Assert.Equal(33.89m, placed["total"]!.GetValue<decimal>());
        Assert.Equal(2.95m, placed["tax_total"]!.GetValue<decimal>(), 8);
    }

    [Theory]
    [InlineData(MedusaMode.Route, "JPY", 833, 490)]
    [InlineData(MedusaMode.Rest, "JPY", 833, 490)]
    [InlineData(MedusaMode.Route, "KWD", 8.333, 1.125)]
    [InlineData(MedusaMode.Rest, "KWD", 8.333, 1.125)]
    public async Task Yen_and_dinars_keep_their_decimals(
        MedusaMode mode,
        string currency,
        double price,
        double shipping
    )
    {
        var order = MedusaOrders.Of(_shop, currency, "COF-100-L", 3, (decimal)price, (decimal)shipping);

        var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(_shop.Platform(mode), order));

        var placed = await OrderAsync(made.Ids.Id);
        Assert.Equal(order.Totals.Total.Value, placed["total"]!.GetValue<decimal>());
        Assert.Equal(currency.ToLowerInvariant(), (string?)placed["currency_code"]);
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task An_order_with_everything_off_is_placed_and_not_paid(MedusaMode mode)
    {
        var usual = MedusaOrders.Of(_shop, "USD", "COF-100-L", 3, 8.33m, 4.90m);
        var order = usual with
        {
            Discounts = new([new("ALL", "percentage", 100m, 29.89m)]),
            Totals = usual.Totals with { Discounts = 29.89m, Total = 0m },
        };
        var platform = _shop.Platform(mode);

        var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(platform, order));

        Assert.Equal(new PlatformAnswer.Existed(made.Ids), await CreateAsync(platform, order));
        Assert.Equal(0m, (await OrderAsync(made.Ids.Id))["total"]!.GetValue<decimal>());
        Assert.Equal(0, await _shop.CountCapturesAsync(order.Reference));
    }

    [Fact]
    public async Task A_running_promotion_does_not_reach_an_order_of_the_route()
    {
        var order = MedusaOrders.Usual(_shop);
        var promotion = await _shop.StartPromotionAsync(10);
        try
        {
            var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(_shop.Platform(MedusaMode.Route), order));
            Assert.Equal(36.06m, (await OrderAsync(made.Ids.Id))["total"]!.GetValue<decimal>());
        }
        finally
        {
            await _shop.EndPromotionAsync(promotion);
        }
    }

    [Fact]
    public async Task Without_the_route_an_order_that_a_promotion_makes_cheaper_is_refused_and_leaves_nothing()
    {
        var order = MedusaOrders.Usual(_shop);
        var platform = _shop.Platform(MedusaMode.Rest);
        var promotion = await _shop.StartPromotionAsync(10);
        try
        {
            var failed = Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(platform, order));
            Assert.Equal(
                (CallFailureKind.Permanent, PlatformReason.TotalDiffers),
                (failed.Failure.Kind, failed.Failure.Reason)
            );
            Assert.Equal(0, await _shop.CountOrdersAsync(order.Reference));
        }
        finally
        {
            await _shop.EndPromotionAsync(promotion);
        }

        Assert.IsType<PlatformAnswer.Made>(await CreateAsync(platform, order));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task What_is_out_of_stock_is_placed_once_there_is_some(MedusaMode mode)
    {
        var order = MedusaOrders.Of(_shop, "USD", "COF-200", 2, 8.33m, 4.90m);
        var platform = _shop.Platform(mode);
        await _shop.SetStockAsync("COF-200", await ReservedAsync("COF-200"));

        var failed = Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(platform, order));
        await _shop.SetStockAsync("COF-200", await ReservedAsync("COF-200") + 2);

        Assert.Equal(
            (CallFailureKind.OutOfStock, PlatformReason.OutOfStock),
            (failed.Failure.Kind, failed.Failure.Reason)
        );
        Assert.IsType<PlatformAnswer.Made>(await CreateAsync(platform, order));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task A_variant_that_is_not_there_is_told(MedusaMode mode)
    {
        var usual = MedusaOrders.Usual(_shop);
        var order = usual with
        {
            Lines = new([.. usual.Lines.Value.Select(line => line with { VariantId = "variant_no", Sku = "NO" })]),
        };

        var failed = Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(_shop.Platform(mode), order));

        Assert.Equal(
            (CallFailureKind.Permanent, PlatformReason.UnknownVariant),
            (failed.Failure.Kind, failed.Failure.Reason)
        );
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task A_variant_is_found_by_its_SKU_where_its_id_is_not_known(MedusaMode mode)
    {
        var usual = MedusaOrders.Usual(_shop);
        var order = usual with
        {
            Lines = new([.. usual.Lines.Value.Select(line => line with { VariantId = "V-100-L" })]),
        };

        var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(_shop.Platform(mode), order));

        var items = (await OrderAsync(made.Ids.Id))["items"]!.AsArray();
        Assert.Contains(items, item => (string?)item!["variant_id"] == _shop.Variant("COF-100-L"));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task A_draft_that_an_earlier_attempt_left_behind_is_finished(MedusaMode mode)
    {
        var order = MedusaOrders.Of(_shop, "USD", "COF-200", 2, 8.33m, 4.90m);
        await _shop.SetStockAsync("COF-200", await ReservedAsync("COF-200"));
        Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(_shop.Platform(MedusaMode.Route), order));
        await _shop.SetStockAsync("COF-200", await ReservedAsync("COF-200") + 2);
        var platform = _shop.Platform(mode);

        Assert.IsType<PlatformAnswer.HalfMade>(await platform.FindAsync(order.Reference, Token));
        Assert.IsType<PlatformAnswer.Made>(await CreateAsync(platform, order));
        Assert.Equal(1, await _shop.CountCapturesAsync(order.Reference));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task A_draft_of_an_order_that_has_changed_since_is_made_anew(MedusaMode mode)
    {
        var order = MedusaOrders.Of(_shop, "USD", "COF-200", 2, 8.33m, 4.90m);
        await _shop.SetStockAsync("COF-200", await ReservedAsync("COF-200"));
        Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(_shop.Platform(MedusaMode.Route), order));
        var changed = MedusaOrders.Of(_shop, "USD", "COF-100-L", 1, 8.00m, 4.90m) with { Reference = order.Reference };

        var made = Assert.IsType<PlatformAnswer.Made>(await CreateAsync(_shop.Platform(mode), changed));

        Assert.Equal(12.90m, (await OrderAsync(made.Ids.Id))["total"]!.GetValue<decimal>());
        Assert.Equal(1, await _shop.CountOrdersAsync(order.Reference));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task Whichever_write_gets_lost_the_next_attempt_ends_with_one_order_that_is_paid_once(MedusaMode mode)
    {
        var writes = mode is MedusaMode.Route ? 1 : 5;
        for (var lost = 1; lost <= writes; lost++)
        {
            foreach (var arrives in (bool[])[false, true])
            {
                var order = MedusaOrders.Usual(_shop);
                using var way = new LostCalls(lost, arrives);
                var broken = Assert.IsType<PlatformAnswer.Failed>(
                    await CreateAsync(_shop.Platform(mode, way: way), order)
                );

                var answer = await CreateAsync(_shop.Platform(mode), order);

                Assert.Equal((lost, CallFailureKind.Ambiguous), (way.Writes, broken.Failure.Kind));
                Assert.True(answer is PlatformAnswer.Made or PlatformAnswer.Existed, $"{lost} {arrives}: {answer}");
                Assert.Equal(1, await _shop.CountOrdersAsync(order.Reference));
                Assert.Equal(1, await _shop.CountCapturesAsync(order.Reference));
            }
        }
    }

    [Fact]
    public async Task An_order_that_was_placed_and_not_paid_is_paid()
    {
        var order = MedusaOrders.Usual(_shop);
        var platform = _shop.Platform(MedusaMode.Rest);
        await LeaveUnpaidAsync(order);

        Assert.IsType<PlatformAnswer.HalfMade>(await platform.FindAsync(order.Reference, Token));
        Assert.IsType<PlatformAnswer.Existed>(await CreateAsync(platform, order));

        Assert.Equal(1, await _shop.CountCapturesAsync(order.Reference));
        Assert.IsType<PlatformAnswer.Existed>(await CreateAsync(_shop.Platform(MedusaMode.Route), order));
        Assert.Equal(1, await _shop.CountCapturesAsync(order.Reference));
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task An_order_larger_than_Medusa_takes_is_told(MedusaMode mode)
    {
        var order = MedusaOrders.Usual(_shop) with { Note = new string('x', 120_000) };

        var failed = Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(_shop.Platform(mode), order));

        Assert.Equal(
            (CallFailureKind.Permanent, PlatformReason.TooLarge),
            (failed.Failure.Kind, failed.Failure.Reason)
        );
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task A_region_that_is_not_there_pauses_the_store(MedusaMode mode)
    {
        var platform = _shop.Platform(mode, options => options.Currencies["USD"].Region = "reg_no");

        var failed = Assert.IsType<PlatformAnswer.Failed>(await CreateAsync(platform, MedusaOrders.Usual(_shop)));

        Assert.Equal(
            (CallFailureKind.Configuration, PlatformReason.Configuration),
            (failed.Failure.Kind, failed.Failure.Reason)
        );
    }

    [Theory]
    [InlineData(MedusaMode.Route)]
    [InlineData(MedusaMode.Rest)]
    public async Task A_wrong_key_is_the_side_s_fault(MedusaMode mode)
    {
        var failed = Assert.IsType<PlatformAnswer.Failed>(
            await CreateAsync(_shop.Platform(mode, key: "sk_no"), MedusaOrders.Usual(_shop))
        );

        Assert.Equal((401, Blame.Side), (failed.Failure.Status, failed.Failure.Blame));
    }

    [Fact]
    public async Task A_shopper_cannot_claim_a_reference()
    {
        var order = MedusaOrders.Usual(_shop);
        var cart = await _shop.FillCartAsync("COF-100-L");
        await _shop.StoreAsync(
            HttpMethod.Post,
            $"/carts/{cart}",
            new JsonObject { ["metadata"] = new JsonObject { ["external_reference"] = order.Reference } }
        );

        Assert.IsType<PlatformAnswer.Made>(await CreateAsync(_shop.Platform(MedusaMode.Auto), order));
    }

    private static Task<PlatformAnswer> CreateAsync(IOrderPlatform platform, PlatformOrder order) =>
        platform.CreateAsync(OutgoingOrder.Of(order), Token);

    private async Task<JsonNode> OrderAsync(string id) =>
        (await _shop.AdminAsync(HttpMethod.Get, $"/orders/{id}?fields=+currency_code,+payment_status"))["order"]!;

    private async Task<int> ReservedAsync(string sku)
    {
        var items = await _shop.AdminAsync(HttpMethod.Get, $"/inventory-items?sku={sku}&fields=reserved_quantity");
        return items["inventory_items"]![0]!["reserved_quantity"]!.GetValue<int>();
    }

    // As an attempt leaves it that dies between the order and its payment.
    private async Task LeaveUnpaidAsync(PlatformOrder order)
    {
        var draft = await _shop.AdminAsync(
            HttpMethod.Post,
            "/draft-orders",
            new JsonObject
            {
                ["email"] = order.Email.Value,
                ["region_id"] = _shop.Region("usd"),
                ["sales_channel_id"] = _shop.SalesChannelId,
                ["currency_code"] = "usd",
                ["items"] = new JsonArray(
                    new JsonObject
                    {
                        ["variant_id"] = _shop.Variant("COF-100-L"),
                        ["quantity"] = 1,
                        ["unit_price"] = 36.06,
                    }
                ),
                ["metadata"] = new JsonObject { ["external_reference"] = order.Reference },
            }
        );
        await _shop.AdminAsync(
            HttpMethod.Post,
            $"/draft-orders/{(string)draft["draft_order"]!["id"]!}/convert-to-order",
            []
        );
    }
}
