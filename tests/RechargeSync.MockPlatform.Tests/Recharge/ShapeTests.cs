using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;
using RechargeSync.Testing;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class ShapeTests
{
    [Theory]
    [InlineData(Sample.Order202101, "2021-01")]
    [InlineData(Sample.PrepaidFirst, "2021-01")]
    [InlineData(Sample.Order202111, "2021-11")]
    [InlineData(Sample.OrderEcho, "2021-11")]
    [InlineData(Sample.PrepaidQueued, "2021-11")]
    [InlineData(Sample.PrepaidSubsequent, "2021-11")]
    [InlineData(Sample.Charge202101, "2021-01")]
    [InlineData(Sample.Charge202111, "2021-11")]
    public async Task A_seeded_record_is_served_as_it_was_given(string sample, string version)
    {
        await using var mock = new MockHost();
        var document = Sample.Object(sample);
        document.First().Value!["made_up_member"] = new JsonObject { ["kept"] = 24.30m };
        await mock.SeedAsync(document);

        var served = await mock.GetRechargeAsync(PathOf(document), version: version);

        Shape.Same(document, served);
    }

    [Theory]
    [InlineData(Sample.Order202111, Sample.Order202101, "2021-01")]
    [InlineData(Sample.Charge202111, Sample.Charge202101, "2021-01")]
    public async Task The_newer_shape_becomes_the_older_one_value_by_value(
        string seeded,
        string expected,
        string version
    )
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Object(seeded));

        var served = await mock.GetRechargeAsync(PathOf(Sample.Object(seeded)), version: version);

        Shape.Same(Sample.Object(expected), served);
    }

    [Theory]
    [InlineData(Sample.Order202101, Sample.Order202111, "2021-11")]
    [InlineData(Sample.Charge202101, Sample.Charge202111, "2021-11")]
    public async Task The_older_shape_becomes_the_newer_one_but_for_what_it_never_knew(
        string seeded,
        string expected,
        string version
    )
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Object(seeded));

        var served = await mock.GetRechargeAsync(PathOf(Sample.Object(seeded)), version: version);

        var known = Sample.Object(expected);
        known.First().Value!["customer"]!["external_customer_id"]!["ecommerce"] = null;
        Shape.Same(known, served);
    }

    [Theory]
    [InlineData("2021-01", Sample.Order202101)]
    [InlineData("2021-11", Sample.Order202111)]
    public async Task A_bought_order_has_the_members_of_the_sample(string version, string sample)
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();

        var served = await mock.GetRechargeAsync($"/orders/{bought.OrderIds[0]}", version: version);

        AssertSameNames(
            Sample.Object(sample),
            served,
            "order.line_items.properties.name",
            "order.line_items.properties.value",
            "order.line_items.name",
            "order.line_items.value"
        );
    }

    [Theory]
    [InlineData("2021-01", Sample.Charge202101)]
    [InlineData("2021-11", Sample.Charge202111)]
    public async Task A_bought_charge_has_the_members_of_the_sample(string version, string sample)
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        var served = await mock.GetRechargeAsync($"/charges/{bought.ChargeId}", version: version);

        string[] images = ["large", "medium", "original", "small"];
        AssertSameNames(Sample.Object(sample), served, [.. images.Select(i => "charge.line_items.images." + i)]);
        Assert.Equal(3, (served["charge"]!["orders_count"] ?? served["charge"]!["shipments_count"])!.GetValue<int>());
    }

    [Theory]
    [InlineData("2021-01", Sample.Checkout202101)]
    [InlineData("2021-11", Sample.Checkout202111)]
    public async Task A_processed_checkout_has_the_members_of_the_sample_and_names_the_cart(
        string version,
        string sample
    )
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        var served = await mock.GetRechargeAsync($"/checkouts/{bought.Token}", version: version);

        string[] shippingLine = ["code", "price", "source", "tax_lines", "taxable", "title"];
        AssertSameNames(
            Sample.Object(sample),
            served,
            ["checkout.phone", .. shippingLine.Select(l => "checkout.shipping_lines." + l)]
        );
        Assert.Equal(bought.CartId, served["checkout"]!["external_checkout_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Times_are_store_local_in_the_older_version_and_UTC_in_the_newer()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();
        var path = $"/orders/{bought.OrderIds[0]}";

        var older = (await mock.GetRechargeAsync(path, version: "2021-01"))["order"]!;
        var newer = (await mock.GetRechargeAsync(path, version: "2021-11"))["order"]!;

        Assert.Equal("2026-03-02T09:15:28", older["created_at"]!.GetValue<string>());
        Assert.Equal("2026-03-02T14:15:28+00:00", newer["created_at"]!.GetValue<string>());
        Assert.Equal("2026-03-02T00:00:00", older["scheduled_at"]!.GetValue<string>());
        Assert.Equal("2026-03-02T05:00:00+00:00", newer["scheduled_at"]!.GetValue<string>());
        Assert.Equal(
            ("SUCCESS", "success"),
            (older["status"]!.GetValue<string>(), newer["status"]!.GetValue<string>())
        );
        Assert.Equal("United States", older["shipping_address"]!["country"]!.GetValue<string>());
        Assert.Equal("US", newer["shipping_address"]!["country_code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"order":{"id":7271806,"status":"SUCCESS"}}""")]
    [InlineData(
        """{"order":{"id":"7271806","charge_id":"None","is_prepaid":"1","tax_lines":"[]","tags":["a","b"],"note_attributes":null}}"""
    )]
    [InlineData(
        """{"order":{"id":7271806,"charge":null,"customer":null,"line_items":null,"external_order_id":"","discounts":null,"taxable":true}}"""
    )]
    [InlineData(
        """{"order":{"id":7271806,"shopify_order_id":5,"shopify_order_number":16,"email":"a@example.com","total_price":29.2}}"""
    )]
    public async Task Odd_documents_are_served_in_both_versions(string document)
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(JsonNode.Parse(document)!);

        foreach (var version in (string[])["2021-01", "2021-11"])
        {
            var served = await mock.GetRechargeAsync("/orders/7271806", version: version);
            Assert.NotNull(served["order"]!["id"]);
        }
    }

    private static string PathOf(JsonObject document)
    {
        var (kind, record) = document.First();
        return $"/{kind}s/{record!["id"]}";
    }

    private static void AssertSameNames(JsonNode expected, JsonNode actual, params string[] mayDiffer)
    {
        var names = Shape.Names(expected);
        names.SymmetricExceptWith(Shape.Names(actual));
        names.ExceptWith(mayDiffer);
        Assert.Empty(names);
    }
}
