using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("order_2021-01_custom", "2021-01")]
    [InlineData("order_2021-01_prepaid_first", "2021-01")]
    [InlineData("order_2021-11", "2021-11")]
    [InlineData("order_2021-11_updated_echo", "2021-11")]
    [InlineData("order_2021-11_prepaid_queued", "2021-11")]
    [InlineData("order_2021-11_prepaid_subsequent", "2021-11")]
    [InlineData("charge_2021-01", "2021-01")]
    [InlineData("charge_2021-11", "2021-11")]
    public async Task A_seeded_record_is_served_as_it_was_given(string sample, string version)
    {
        await using var mock = new MockHost();
        var document = Sample.Load(sample);
        document.First().Value!["made_up_member"] = new JsonObject { ["kept"] = 24.30m };
        await mock.SeedAsync(document);

        var served = await mock.GetRechargeAsync(PathOf(document), version: version);

        Assert.True(JsonNode.DeepEquals(document, served), served.ToJsonString());
    }

    [Theory]
    [InlineData("order_2021-11", "order_2021-01_custom", "2021-01")]
    [InlineData("charge_2021-11", "charge_2021-01", "2021-01")]
    public async Task The_newer_shape_becomes_the_older_one_value_by_value(
        string seeded,
        string expected,
        string version
    )
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Load(seeded));

        var served = await mock.GetRechargeAsync(PathOf(Sample.Load(seeded)), version: version);

        AssertSame(Sample.Load(expected), served);
    }

    [Theory]
    [InlineData("order_2021-01_custom", "order_2021-11", "2021-11")]
    [InlineData("charge_2021-01", "charge_2021-11", "2021-11")]
    public async Task The_older_shape_becomes_the_newer_one_but_for_what_it_never_knew(
        string seeded,
        string expected,
        string version
    )
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Load(seeded));

        var served = await mock.GetRechargeAsync(PathOf(Sample.Load(seeded)), version: version);

        var known = Sample.Load(expected);
        known.First().Value!["customer"]!["external_customer_id"]!["ecommerce"] = null;
        AssertSame(known, served);
    }

    [Theory]
    [InlineData("2021-01", "order_2021-01_custom")]
    [InlineData("2021-11", "order_2021-11")]
    public async Task A_bought_order_has_the_members_of_the_sample(string version, string sample)
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();

        var served = await mock.GetRechargeAsync($"/orders/{bought.OrderIds[0]}", version: version);

        AssertSameNames(
            Sample.Load(sample),
            served,
            "order.line_items.properties.name",
            "order.line_items.properties.value",
            "order.line_items.name",
            "order.line_items.value"
        );
    }

    [Theory]
    [InlineData("2021-01", "charge_2021-01")]
    [InlineData("2021-11", "charge_2021-11")]
    public async Task A_bought_charge_has_the_members_of_the_sample(string version, string sample)
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        var served = await mock.GetRechargeAsync($"/charges/{bought.ChargeId}", version: version);

        string[] images = ["large", "medium", "original", "small"];
        AssertSameNames(Sample.Load(sample), served, [.. images.Select(i => "charge.line_items.images." + i)]);
        Assert.Equal(3, (served["charge"]!["orders_count"] ?? served["charge"]!["shipments_count"])!.GetValue<int>());
    }

    [Theory]
    [InlineData("2021-01", "checkout_processed_2021-01")]
    [InlineData("2021-11", "checkout_processed_2021-11")]
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
            Sample.Load(sample),
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

    private static void AssertSame(JsonNode expected, JsonNode actual)
    {
        Assert.Equal(Sample.Names(expected), Sample.Names(actual));
        foreach (var (kind, record) in expected.AsObject())
        {
            foreach (var (name, value) in record!.AsObject())
            {
                Assert.True(
                    JsonNode.DeepEquals(value, actual[kind]![name]),
                    $"{name}: {value?.ToJsonString()} became {actual[kind]![name]?.ToJsonString()}"
                );
            }
        }
    }

    private static void AssertSameNames(JsonNode expected, JsonNode actual, params string[] mayDiffer)
    {
        var names = Sample.Names(expected);
        names.SymmetricExceptWith(Sample.Names(actual));
        names.ExceptWith(mayDiffer);
        Assert.Empty(names);
    }
}
