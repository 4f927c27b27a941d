using RechargeSync.Platforms.Vendure;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>A Vendure in memory, whose amounts have three decimals.</summary>
[Collection("Vendure")]
public sealed class VendureInMemoryTests(FineShop fixture) : IClassFixture<FineShop>
{
    public static TheoryData<VendureMode> Modes => [VendureMode.Plugin, VendureMode.Calls];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Dinars_keep_their_three_decimals_also_after_an_update(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop, "KWD") with
        {
            Lines = new([SoldOrder.Line("COF-100-L", 3, 8.333m, tax: 1.117m)]),
            ShippingLines = new([new("a", "Parcel", 1.125m, [])]),
            Totals = SoldOrder.Totals(27.240m, tax: 1.117m, discounts: 0.001m),
        };

        var ids = await platform.PlaceAsync(order);
        Assert.IsType<PlatformAnswer.Existed>(
            await platform.UpdateAsync(ids.Id, order with { ShippingAddress = SoldOrder.Address("KW") })
        );

        var made = await shop.OrderAsync(ids.Id);
        Assert.Equal(27240, (int)made["totalWithTax"]!);
        Assert.Equal("KWD", (string)made["currencyCode"]!);
        Assert.Equal("KW", (string)made["shippingAddress"]!["countryCode"]!);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Four_at_once_make_one_order_that_is_paid_once(VendureMode mode)
    {
        var shop = await fixture.ShopAsync();
        var platform = shop.Platform(mode);
        var order = SoldOrder.Of(shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => platform.CreateAsync(order)));

        Assert.Single(answers, answer => answer is PlatformAnswer.Made);
        Assert.Equal(1, await shop.CountOrdersAsync(order.Reference));
        Assert.Equal(1, await shop.CountPaymentsAsync(order.Reference));
    }
}
