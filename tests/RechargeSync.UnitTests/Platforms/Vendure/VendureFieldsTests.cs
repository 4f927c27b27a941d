using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Vendure;
using static RechargeSync.UnitTests.Platforms.Vendure.VendureOrders;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureFieldsTests
{
    private static readonly PlatformAddress s_address = new()
    {
        FirstName = "Ada",
        LastName = "Tester",
        Address1 = "10 Example Street",
        City = "Springfield",
        Country = "us",
    };

    [Fact]
    public void An_address_has_one_name_and_an_upper_case_country()
    {
        var address = VendureFields.Address(s_address)!;

        Assert.Equal(("Ada Tester", "US"), ((string)address["fullName"]!, (string)address["countryCode"]!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_address_without_a_country_is_none(string? country) =>
        Assert.Null(VendureFields.Address(s_address with { Country = country }));

    [Fact]
    public void A_customer_has_names_that_are_texts()
    {
        var customer = VendureFields.Customer(Of() with { Email = " Ada@Example.com " })!;

        Assert.Equal(
            ("ada@example.com", "", ""),
            ((string)customer["emailAddress"]!, (string)customer["firstName"]!, (string)customer["lastName"]!)
        );
    }

    [Fact]
    public void What_is_not_mentioned_is_left_out_and_null_empties()
    {
        var fields = VendureFields.OfChange(Of() with { Note = new(null) }, []);

        Assert.True(fields.ContainsKey("externalNote"));
        Assert.Null(fields["externalNote"]);
        Assert.False(fields.ContainsKey("externalTags"));
    }

    [Fact]
    public void What_is_not_mentioned_of_the_data_stays()
    {
        var known = new JsonObject { ["chargeId"] = "1", ["attributes"] = new JsonArray("old") };

        var fields = VendureFields.OfChange(Of() with { Attributes = new([new("a", "b")]) }, known);

        var data = JsonNode.Parse((string)fields["externalData"]!)!;
        Assert.Equal("1", (string)data["chargeId"]!);
        Assert.Equal("b", (string)data["attributes"]![0]!["value"]!);
    }

    [Fact]
    public void No_text_holds_what_Postgres_cannot() =>
        Assert.Equal("ab", (string)VendureFields.OfChange(Of() with { Note = "a\0b" }, [])["externalNote"]!);

    [Fact]
    public void Equal_lines_are_kept_apart()
    {
        var line = Line(1, 1m) with { PurchaseItemId = "153601366" };

        Assert.Equal(("1:153601366", "2:153601366"), (VendureFields.LineId(line, 1), VendureFields.LineId(line, 2)));
    }

    [Theory]
    [InlineData(true, null, "refunded")]
    [InlineData(false, 5.0, "partially_refunded 5.00 USD")]
    public void A_refund_says_how_much(bool isWhole, double? amount, string expected) =>
        Assert.Equal(expected, VendureFields.RefundText(new(isWhole, (decimal?)amount, "USD")));

    [Fact]
    public void What_was_sold_is_told_from_what_is_to_be()
    {
        var order = Of(Line(2, 10m), Line(1, 5m, sku: "TEA")).Paid(25m);
        var sold = VendureSold.Read(VendureSold.Of(order).ToJson())!;

        Assert.Empty(sold.DifferencesFrom(VendureSold.Of(order)));
        Assert.Empty(sold.DifferencesFrom(VendureSold.Of(Of(Line(1, 5.00m, sku: "TEA"), Line(2, 10m)).Paid(25.0m))));
        Assert.Empty(sold.DifferencesFrom(VendureSold.Of(order with { Lines = default, Totals = new() })));
        Assert.Equal(
            ["lines"],
            sold.DifferencesFrom(VendureSold.Of(Of(Line(3, 10m), Line(1, 5m, sku: "TEA")).Paid(25m)))
        );
        Assert.Equal(["totals"], sold.DifferencesFrom(VendureSold.Of(order.Paid(26m))));
        Assert.Equal(["currency"], sold.DifferencesFrom(VendureSold.Of(order with { Currency = "EUR" })));
    }

    [Fact]
    public void Only_addresses_that_differ_are_changed()
    {
        using var known = JsonDocument.Parse(VendureFields.Address(s_address)!.ToJsonString());
        var standing = new VendureStanding
        {
            Found = new("7", "ABC", "PaymentSettled", 3170, "USD"),
            ShippingAddress = known.RootElement,
        };

        Assert.Empty(standing.AddressChanges(Of()));
        Assert.Empty(standing.AddressChanges(Of() with { ShippingAddress = s_address, BillingAddress = new(null) }));
        Assert.Empty(standing.AddressChanges(Of() with { ShippingAddress = s_address with { Country = null } }));
        Assert.Equal(
            ["shippingAddress", "billingAddress"],
            standing
                .AddressChanges(Of() with { ShippingAddress = new(null), BillingAddress = s_address })
                .Select(change => change.Name)
                .ToList()
        );
    }
}
