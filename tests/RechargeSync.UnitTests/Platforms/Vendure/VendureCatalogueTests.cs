using RechargeSync.Platforms;
using RechargeSync.Platforms.Vendure;
using static RechargeSync.UnitTests.Platforms.Vendure.VendureOrders;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureCatalogueTests
{
    private static readonly VendureShop s_shop = new(2, "default", HasNumberIds: true, ["USD"], Plugin: "1.0.0");

    private static readonly VendureVariant[] s_variants =
    [
        new("1", "COF"),
        new("2", "TEA"),
        new("3", "TWIN"),
        new("4", "TWIN"),
    ];

    [Theory]
    [InlineData("1", "TEA", "1")]
    [InlineData("V-100", "TEA", "2")]
    [InlineData("99", "TEA", "2")]
    [InlineData("3", "TWIN", "3")]
    [InlineData(null, "COF", "1")]
    public void A_variant_is_found_by_its_id_and_else_by_its_sku(string? id, string sku, string expected) =>
        Assert.Equal([expected], VendureCatalogue.Choose([Of(id, sku)], s_variants).Ids);

    [Theory]
    [InlineData("99", "NONE")]
    [InlineData(null, "TWIN")]
    [InlineData(null, null)]
    public void What_is_not_there_once_is_an_unknown_variant(string? id, string? sku) =>
        Assert.Equal(PlatformReason.UnknownVariant, VendureCatalogue.Choose([Of(id, sku)], s_variants).Refusal!.Reason);

    [Fact]
    public void The_shop_is_asked_for_ids_that_it_can_have_and_for_every_sku() =>
        Assert.Equal(
            """{"_or":[{"id":{"in":["1"]}},{"sku":{"in":["COF","TEA"]}}]}""",
            VendureCatalogue.Filter([Of("1", "COF"), Of("V-100", "TEA"), Of("1", "")], s_shop)!.ToJsonString()
        );

    [Theory]
    [InlineData("1", true)]
    [InlineData("2147483647", true)]
    [InlineData("2147483648", false)]
    [InlineData("", false)]
    [InlineData("-1", false)]
    [InlineData("1.5", false)]
    public void An_id_of_a_shop_with_numbers_is_one_that_its_database_holds(string text, bool expected) =>
        Assert.Equal(expected, s_shop.IsId(text));

    [Theory]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", true)]
    [InlineData("17", false)]
    public void An_id_of_a_shop_with_uuids_is_one(string text, bool expected) =>
        Assert.Equal(expected, (s_shop with { HasNumberIds = false }).IsId(text));

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("1.4.2", true)]
    [InlineData("2.0.0", false)]
    [InlineData("10.0.0", false)]
    [InlineData(null, false)]
    public void A_plugin_of_another_major_version_is_not_spoken_to(string? version, bool expected) =>
        Assert.Equal(expected, (s_shop with { Plugin = version }).SpeaksPlugin);

    private static PlatformLine Of(string? id, string? sku) => Line(1, 1m) with { VariantId = id, Sku = sku };
}
