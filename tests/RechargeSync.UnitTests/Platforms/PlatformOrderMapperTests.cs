using System.Text.Json.Nodes;
using RechargeSync.Core.Orders;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

public sealed class PlatformOrderMapperTests
{
    [Fact]
    public void Reference_names_store_and_order() =>
        Assert.Equal("recharge:default:534919106", PlatformOrderMapper.Reference("default", 534919106));

    [Fact]
    public void Both_versions_of_one_order_have_the_same_hash() =>
        Assert.Equal(Hash(new OrderBuilder()), Hash(new OrderBuilder(Sample.Order202101)));

    [Fact]
    public void Both_versions_of_one_order_differ_in_the_one_fact_that_only_one_of_them_tells()
    {
        var newer = Json(new OrderBuilder());
        Assert.Equal("CUST-77", (string?)newer["externalCustomerId"]);
        newer.AsObject().Remove("externalCustomerId");
        Assert.Equal(newer.ToJsonString(), Json(new OrderBuilder(Sample.Order202101)).ToJsonString());
    }

    [Fact]
    public void Echo_of_our_own_write_back_has_the_same_hash() =>
        Assert.Equal(Hash(new OrderBuilder()), Hash(new OrderBuilder(Sample.OrderEcho)));

    [Theory]
    [InlineData("status", "\"queued\"")]
    [InlineData("updated_at", "\"2027-01-01T00:00:00+00:00\"")]
    [InlineData("scheduled_at", "\"2026-03-02T00:00:00-05:00\"")]
    [InlineData("type", "\"CHECKOUT\"")]
    [InlineData("is_prepaid", "0")]
    [InlineData("address_id", "\"46453225\"")]
    [InlineData("external_order_id", """{"ecommerce":"92812948"}""")]
    [InlineData("external_order_number", """{"ecommerce":"101"}""")]
    [InlineData("external_order_name", """{"ecommerce":"#101"}""")]
    [InlineData("error", "\"x\"")]
    [InlineData("total_weight_grams", "\"250.0\"")]
    [InlineData("total_refunds", "null")]
    [InlineData("taxes_included", "false")]
    [InlineData("total_price", "29.2")]
    [InlineData("total_tax", "0")]
    [InlineData("brand_new", "{}")]
    [InlineData("tags", """["Subscription","Subscription First Order"]""")]
    public void What_is_not_pushed_or_only_formed_otherwise_leaves_the_hash(string member, string json) =>
        Assert.Equal(Hash(new OrderBuilder()), Hash(new OrderBuilder().With(member, json)));

    [Theory]
    [InlineData("id", "9")]
    [InlineData("status", "\"refunded\"")]
    [InlineData("status", "\"cancelled\"")]
    [InlineData("scheduled_at", "\"2027-01-01T00:00:00+00:00\"")]
    [InlineData("created_at", "\"2027-01-01T00:00:00+00:00\"")]
    [InlineData("processed_at", "null")]
    [InlineData("type", "\"recurring\"")]
    [InlineData("is_prepaid", "true")]
    [InlineData("charge", """{"id":9}""")]
    [InlineData("charge", """{"id":580825290,"status":"success","payment_processor_name":"stripe"}""")]
    [InlineData("address_id", "9")]
    [InlineData("total_weight_grams", "9")]
    [InlineData("total_refunds", "\"1.00\"")]
    [InlineData("total_duties", "\"1.00\"")]
    [InlineData("tax_lines", """[{"title":"VAT","rate":0.2,"price":"1.00"}]""")]
    [InlineData("taxes_included", "true")]
    [InlineData("currency", "\"EUR\"")]
    [InlineData("note", "\"ring twice\"")]
    [InlineData("tags", "\"Subscription\"")]
    [InlineData("customer", """{"id":64962975,"email":"ada.tester@example.com"}""")]
    [InlineData("customer", """{"id":64962974,"email":"ada@example.com"}""")]
    [InlineData("customer", """{"id":64962974,"email":"ada.tester@example.com","phone":"5550199"}""")]
    [InlineData("first_name", "\"Grace\"")]
    [InlineData("last_name", "\"Hopper\"")]
    [InlineData("line_items", "[]")]
    [InlineData("shipping_address", "null")]
    [InlineData("billing_address", "null")]
    [InlineData("shipping_lines", "[]")]
    [InlineData("discounts", """[{"code":"X","value":"1.00"}]""")]
    [InlineData("order_attributes", """[{"name":"cart_id","value":"other"}]""")]
    [InlineData("subtotal_price", "\"24.31\"")]
    [InlineData("total_discounts", "\"1.00\"")]
    [InlineData("total_tax", "\"1.00\"")]
    [InlineData("total_price", "\"29.21\"")]
    public void Every_pushed_field_counts_in_the_hash(string member, string json) =>
        Assert.NotEqual(Hash(new OrderBuilder()), Hash(new OrderBuilder().With(member, json)));

    [Theory]
    [InlineData("sku", "\"COF-200\"")]
    [InlineData("external_product_id", """{"ecommerce":"P-101"}""")]
    [InlineData("external_variant_id", """{"ecommerce":"V-101"}""")]
    [InlineData("title", "\"Other\"")]
    [InlineData("variant_title", "null")]
    [InlineData("quantity", "2")]
    [InlineData("unit_price", "\"24.31\"")]
    [InlineData("properties", """[{"name":"grind","value":"espresso"}]""")]
    public void Every_pushed_field_of_a_line_counts_in_the_hash(string member, string json) =>
        Assert.NotEqual(
            Hash(new OrderBuilder()),
            Hash(new OrderBuilder().Change(order => order["line_items"]![0]![member] = JsonNode.Parse(json)))
        );

    [Theory]
    [InlineData("first_name")]
    [InlineData("last_name")]
    [InlineData("company")]
    [InlineData("address1")]
    [InlineData("address2")]
    [InlineData("city")]
    [InlineData("province")]
    [InlineData("zip")]
    [InlineData("country_code")]
    [InlineData("phone")]
    public void Every_field_of_an_address_counts_in_the_hash(string member)
    {
        Assert.NotEqual(
            Hash(new OrderBuilder()),
            Hash(new OrderBuilder().Change(order => order["shipping_address"]![member] = "changed"))
        );
        Assert.NotEqual(
            Hash(new OrderBuilder()),
            Hash(new OrderBuilder().Change(order => order["billing_address"]![member] = "changed"))
        );
    }

    [Fact]
    public void Order_of_lines_is_part_of_what_is_pushed() =>
        Assert.NotEqual(
            Hash(new OrderBuilder().With("line_items", """[{"sku":"A"},{"sku":"B"}]""")),
            Hash(new OrderBuilder().With("line_items", """[{"sku":"B"},{"sku":"A"}]"""))
        );

    [Fact]
    public void Customer_is_named_by_the_billing_address_where_the_payload_names_none()
    {
        var order = PlatformOrderMapper.Map("default", new OrderBuilder().Read()).Order;
        Assert.Equal(("Ada", "Tester"), (order.Customer.FirstName.Value, order.Customer.LastName.Value));
        var own = PlatformOrderMapper
            .Map("default", new OrderBuilder().With("customer", """{"first_name":"Grace"}""").Read())
            .Order;
        Assert.Equal(("Grace", "Tester"), (own.Customer.FirstName.Value, own.Customer.LastName.Value));
    }

    [Theory]
    [InlineData("\"24.3\"", "24.30")]
    [InlineData("24", "24.00")]
    [InlineData("\"24.305\"", "24.305")]
    [InlineData("\"-1.5\"", "-1.50")]
    [InlineData("1234567.891", "1234567.891")]
    [InlineData("null", null)]
    public void Amounts_have_two_decimals_at_least(string json, string? expected) =>
        Assert.Equal(
            expected,
            JsonNode
                .Parse(PlatformOrderMapper.Map("default", new OrderBuilder().With("total_price", json).Read()).Json)!
                ["totals"]!["total"]?.GetValue<string>()
        );

    [Fact]
    public void Pushed_records_print_no_personal_data()
    {
        var order = PlatformOrderMapper.Map("default", new OrderBuilder().Read()).Order;
        Assert.Equal(
            "[platform order], [customer], [address], cart_id",
            string.Join(", ", order, order.Customer, order.ShippingAddress.Value, order.Attributes.Value[0])
        );
    }

    private static JsonNode Json(OrderBuilder order) =>
        JsonNode.Parse(PlatformOrderMapper.Map("default", order.Read(OrderBuilder.NewYork)).Json)!;

    private static byte[] Hash(OrderBuilder order) =>
        PlatformOrderMapper.Map("default", order.Read(OrderBuilder.NewYork)).Hash;
}
