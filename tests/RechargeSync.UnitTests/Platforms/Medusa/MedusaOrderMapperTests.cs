using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.UnitTests.Platforms.Medusa;

public sealed class MedusaOrderMapperTests
{
    private static readonly PlatformOrder s_order = Orders.Of(
        Orders.Line(3, 8.33m) with
        {
            Tax = 1.81m,
            PurchaseItemId = "153601366",
            Properties = [new("grind", "filter")],
        }
    ) with
    {
        ShippingLines = Orders.Shipping(4.90m),
        Discounts = Orders.Discount("amount", 1m),
        Note = "Ring twice",
        Attributes = new([new("cart_id", "727d")]),
        ShippingAddress = new PlatformAddress
        {
            FirstName = "Ada",
            Country = "US",
            Address1 = "10 Example Street",
        },
        Totals = new PlatformTotals
        {
            Discounts = 1m,
            Tax = 1.81m,
            Total = 30.70m,
        },
    };

    [Fact]
    public void The_route_is_told_what_the_order_comes_to_and_whose_it_is()
    {
        var json = Route(s_order);

        Assert.Equal(Orders.Reference, (string?)json["reference"]);
        Assert.Equal("30.70", json["expected_total"]!.ToJsonString());
        Assert.Equal("""{"first_name":"Ada","last_name":"Tester"}""", json["customer"]!.ToJsonString());
        Assert.Equal(
            ("usd", "reg_1", "sc_1"),
            ((string?)json["currency_code"], (string?)json["region_id"], (string?)json["sales_channel_id"])
        );
    }

    [Fact]
    public void A_line_of_the_route_has_its_discount_and_its_tax()
    {
        var item = Assert.Single(Route(s_order)["items"]!.AsArray())!;

        Assert.Equal(("variant_1", "COF"), ((string?)item["variant_id"], (string?)item["variant_sku"]));
        Assert.Equal("8.33", item["unit_price"]!.ToJsonString());
        Assert.Equal(
            """[{"code":"CODE","amount":1.00,"is_tax_inclusive":false}]""",
            item["adjustments"]!.ToJsonString()
        );
        Assert.StartsWith("7.5448103376406836", (string?)item["tax_lines"]![0]!["rate"], StringComparison.Ordinal);
        Assert.Equal("153601366", (string?)item["metadata"]!["recharge_purchase_item_id"]);
        Assert.Equal(
            """[{"name":"grind","value":"filter"}]""",
            item["metadata"]!["recharge_properties"]!.ToJsonString()
        );
    }

    [Fact]
    public void Without_the_route_discount_and_tax_are_lines()
    {
        var json = Rest(s_order);

        Assert.Equal(
            "Coffee 3 × 8.33, Discount CODE 1 × -1, Tax 1 × 1.81",
            string.Join(
                ", ",
                json["items"]!
                    .AsArray()
                    .Select(item => $"{item!["title"]} {item["quantity"]} × {item["unit_price"]!.ToJsonString()}")
            )
        );
        Assert.Equal("variant_9", (string?)json["items"]![0]!["variant_id"]);
        Assert.Null(json["reference"]);
    }

    [Fact]
    public void An_address_has_all_ten_members_and_its_country_in_lower_case()
    {
        var address = Route(s_order)["shipping_address"]!.AsObject();

        Assert.Equal(10, address.Count);
        Assert.Equal("us", (string?)address["country_code"]);
        Assert.True(address.ContainsKey("company"));
        Assert.Null(address["company"]);
    }

    [Fact]
    public void What_Medusa_has_no_member_for_is_metadata()
    {
        var metadata = Route(s_order)["metadata"]!;

        Assert.Equal(Orders.Reference, (string?)metadata["external_reference"]);
        Assert.Equal("Ring twice", (string?)metadata["recharge_note"]);
        Assert.Equal("""[{"name":"cart_id","value":"727d"}]""", metadata["recharge_attributes"]!.ToJsonString());
        Assert.Equal(Convert.ToHexStringLower(OutgoingOrder.Of(s_order).Hash), (string?)metadata["recharge_hash"]);
    }

    [Fact]
    public void A_shopper_s_attribute_cannot_take_the_place_of_what_we_note()
    {
        var order = s_order with { Attributes = new([new("external_reference", "mine"), new("recharge_hash", "0")]) };

        Assert.Equal(Orders.Reference, (string?)Route(order)["metadata"]!["external_reference"]);
    }

    [Theory]
    [InlineData("1.81", "24.99", "7.24289715886354541817")]
    [InlineData("1", "3", "33.333333333333333333")]
    [InlineData("0.01", "1000", "0.001")]
    [InlineData("5", "1", "500")]
    public void A_rate_has_the_digits_that_Medusa_keeps(string tax, string taxable, string rate) =>
        Assert.StartsWith(
            rate[..Math.Min(rate.Length, 18)],
            MedusaOrderMapper.Rate(
                decimal.Parse(tax, CultureInfo.InvariantCulture),
                decimal.Parse(taxable, CultureInfo.InvariantCulture)
            ),
            StringComparison.Ordinal
        );

    // As Medusa adds an order up: each tax from its rate, discounts before taxes.
    [Fact]
    public void By_either_way_the_parts_come_to_the_total_as_Medusa_adds_them_up()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var order = Any(random);
            var (money, problem) = MedusaMoney.Of(order);
            Assert.Null(problem);

            Assert.Equal(money!.Total, Sum(Route(order)), 9);
            Assert.Equal(money.Total, Sum(Rest(order)), 9);
        }
    }

    private static PlatformOrder Any(Random random)
    {
        var includes = random.Next(2) == 0;
        PlatformLine[] lines =
        [
            .. Enumerable
                .Range(0, random.Next(1, 5))
                .Select(_ =>
                    Orders.Line(random.Next(1, 5), random.Next(1, 5000) / 100m) with
                    {
                        Tax = random.Next(3) == 0 ? null : random.Next(0, 20) / 100m,
                    }
                ),
        ];
        var goods = lines.Sum(line => line.UnitPrice!.Value * line.Quantity);
        var shipping = random.Next(0, 900) / 100m;
        var discount = Math.Round(goods * random.Next(0, 100) / 100, 2);
        var tax = Math.Round((goods - discount) * random.Next(0, 20) / 100, 2);
        return Orders.Of(lines) with
        {
            ShippingLines = Orders.Shipping(shipping),
            Discounts = Orders.Discount("amount", discount),
            IncludesTax = includes,
            Totals = new PlatformTotals
            {
                Discounts = discount,
                Tax = tax,
                Total = goods + shipping - discount + (includes ? 0 : tax),
            },
        };
    }

    private static decimal Sum(JsonObject order) =>
        order["items"]!.AsArray().Sum(item => Of(item!, Number(item!["unit_price"]!) * Number(item["quantity"]!)))
        + order["shipping_methods"]!.AsArray().Sum(method => Of(method!, Number(method!["amount"]!)));

    private static decimal Of(JsonNode part, decimal price)
    {
        var rate = (part["tax_lines"]?.AsArray() ?? []).Sum(tax =>
            decimal.Parse((string)tax!["rate"]!, CultureInfo.InvariantCulture) / 100
        );
        var off = (part["adjustments"]?.AsArray() ?? []).Sum(one => Number(one!["amount"]!));
        return (bool?)part["is_tax_inclusive"] == true
            ? ((price / (1 + rate)) - (off / (1 + rate))) * (1 + rate)
            : (price - off) * (1 + rate);
    }

    private static decimal Number(JsonNode node) => node.GetValue<decimal>();

    private static JsonObject Route(PlatformOrder order) =>
        Written(
            MedusaOrderMapper.ForRoute(
                OutgoingOrder.Of(order),
                MedusaMoney.Of(order).Money!,
                Orders.Options,
                Orders.Dollars
            )
        );

    private static JsonObject Rest(PlatformOrder order) =>
        Written(
            MedusaOrderMapper.ForRest(
                OutgoingOrder.Of(order),
                MedusaMoney.Of(order).Money!,
                Orders.Options,
                Orders.Dollars,
                [.. order.Lines.Value.Select(_ => new MedusaVariant("variant_9", "COF"))],
                "cus_1"
            )
        );

    private static JsonObject Written(MedusaNewOrder order) =>
        JsonNode
            .Parse(
                Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(order, MedusaJson.Default.MedusaNewOrder))
            )!
            .AsObject();
}
