using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Vendure;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>A Vendure that has the fields and strategies, but no mutations and no guard against promotions.</summary>
[Collection("Vendure")]
public sealed class VendureBareShopTests(BareShop fixture) : IClassFixture<BareShop>
{
    [Fact]
    public async Task Orders_come_in_by_the_shop_s_own_mutations()
    {
        var shop = await fixture.ShopAsync();

        var ids = await shop.Platform(VendureMode.Auto).PlaceAsync(SoldOrder.Of(shop));

        Assert.Equal(3170, (int)(await shop.OrderAsync(ids.Id))["totalWithTax"]!);
    }

    [Fact]
    public async Task An_order_that_a_promotion_would_make_cheaper_is_refused_before_it_is_paid()
    {
        var shop = await fixture.ShopAsync();
        var order = SoldOrder.Of(shop);
        var promotion = await shop.StartPromotionAsync(10);
        try
        {
            var answer = await shop.Platform(VendureMode.Calls).CreateAsync(order);

            var failure = Assert.IsType<PlatformAnswer.Failed>(answer).Failure;
            Assert.Equal((CallFailureKind.Permanent, PlatformReason.TotalDiffers), (failure.Kind, failure.Reason));
            Assert.Equal(0, await shop.CountOrdersAsync(order.Reference));
            Assert.Equal(0, await shop.CountDraftsAsync());
        }
        finally
        {
            await shop.EndPromotionAsync(promotion);
        }
    }

    [Fact]
    public async Task An_address_is_not_changed_while_a_promotion_would_price_the_order_anew()
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(VendureMode.Calls);
        var order = SoldOrder.Of(shop);
        var ids = await platform.PlaceAsync(order);
        var promotion = await shop.StartPromotionAsync(10);
        try
        {
            var answer = await platform.UpdateAsync(ids.Id, order with { ShippingAddress = SoldOrder.Address("CA") });
            var noted = await platform.UpdateAsync(ids.Id, order with { Note = "Only the note" });

            Assert.Equal(["shippingAddress"], Assert.IsType<PlatformAnswer.NotCarried>(answer).Fields);
            Assert.IsType<PlatformAnswer.Existed>(noted);
            Assert.Equal(3170, (int)(await shop.OrderAsync(ids.Id))["totalWithTax"]!);
        }
        finally
        {
            await shop.EndPromotionAsync(promotion);
        }
    }

    [Fact]
    public async Task A_check_names_the_missing_plugin_and_the_running_promotion()
    {
        var shop = await fixture.ShopAsync();
        var promotion = await shop.StartPromotionAsync(10);
        try
        {
            var findings = await shop.Platform(VendureMode.Auto).CheckAsync(default);

            var warned = findings.Where(finding => finding.Severity == FindingSeverity.Warning);
            Assert.Equal(
                "currency_precision plugin promotions",
                string.Join(' ', warned.Select(finding => finding.Code))
            );
            var failed = (await shop.Platform(VendureMode.Plugin).CheckAsync(default)).Where(finding =>
                finding.Severity == FindingSeverity.Failed
            );
            Assert.Equal("plugin", Assert.Single(failed).Code);
        }
        finally
        {
            await shop.EndPromotionAsync(promotion);
        }
    }

    [Fact]
    public async Task A_mode_that_the_shop_lacks_is_a_matter_of_configuration()
    {
        var shop = await fixture.ShopAsync();

        var answer = await shop.Platform(VendureMode.Plugin).CreateAsync(SoldOrder.Of(shop));

        Assert.Equal(CallFailureKind.Configuration, Assert.IsType<PlatformAnswer.Failed>(answer).Failure.Kind);
    }
}
