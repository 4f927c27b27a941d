using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>
/// A paid order is placed whatever one of its other members looks like: one row per kind of drift, in both versions.
/// </summary>
public sealed class TolerantOrderTests
{
    private static readonly string[] s_samples = [Sample.Order202101, Sample.Order202111];

    public static TheoryData<string, string, string, string> Kinds =>
        new()
        {
            // Member of the order, what stands there, member of the platform's order, what arrives.
            { "line_items/0/properties", """{"Note":"ring twice"}""", "lines/0/properties/0/value", "ring twice" },
            { "line_items/0/properties", """{"name":"Note","value":"x"}""", "lines/0/properties/0/name", "Note" },
            { "line_items/0/properties", """{"name":"Ada","Size":"L"}""", "lines/0/properties/1/name", "Size" },
            { "line_items/0/properties", """[{"Note":"x"}]""", "lines/0/properties/0/name", "Note" },
            { "line_items/0/properties", """[["Note","x"]]""", "lines/0/properties/0/name", "Note" },
            { "line_items/0/properties", """{"0":{"name":"Note","value":"x"}}""", "lines/0/properties/0/name", "Note" },
            { "line_items/0/properties", """["gift"]""", "lines/0/properties/0/value", "gift" },
            { "line_items/0/properties", "\"gift\"", "lines/0/properties/0/value", "gift" },
            {
                "line_items/0/properties",
                """[{"name":"a","value":["Kale","Chard"]}]""",
                "lines/0/properties/0/value",
                """["Kale","Chard"]"""
            },
            {
                "line_items/0/properties",
                """[{"name":"a","value":{ "b" : [ 1, null ] }}]""",
                "lines/0/properties/0/value",
                """{"b":[1,null]}"""
            },
            { "line_items/0/properties", """[{"name":"a","value":7.50}]""", "lines/0/properties/0/value", "7.50" },
            { "line_items/0/properties", """[{"name":"a","value":false}]""", "lines/0/properties/0/value", "false" },
            { "line_items/0/properties", """[null,{"name":"a","value":"x"}]""", "lines/0/properties/0/value", "x" },
            { "line_items/0/properties", "null", "lines/0/properties", "[]" },
            { "line_items/0/properties", "\"\"", "lines/0/properties", "[]" },
            { "line_items/0/properties", "{}", "lines/0/properties", "[]" },
            { "line_items/0/properties", "\"[]\"", "lines/0/properties", "[]" },
            { "order_attributes", """{"gift":{"to":"Ada"}}""", "attributes/0/value", """{"to":"Ada"}""" },
            { "tags", """{"0":"a","1":"b"}""", "tags/1", "b" },
            { "tags", """["a",7]""", "tags/1", "7" },
            { "tags", "\"None\"", "tags", "[]" },
            { "tags", "7", "tags/0", "7" },
            { "tax_lines", """{"title":"VAT","rate":"0.2","price":"1.00"}""", "taxLines/0/price", "1.00" },
            { "tax_lines", """{"1":{"title":"VAT","rate":0.2,"price":1}}""", "taxLines/0/rate", "0.2" },
            { "tax_lines", "\"[]\"", "taxLines", "[]" },
            { "shipping_lines", """{"code":"E","price":"4.90"}""", "shippingLines/0/code", "E" },
            { "shipping_lines", """[7,{"code":"E"}]""", "shippingLines/0/code", "E" },
            { "line_items", """{"5":{"sku":"A","quantity":2},"6":{"sku":"B","quantity":1}}""", "lines/1/sku", "B" },
            { "line_items", """{"sku":"A","quantity":2}""", "lines/0/sku", "A" },
            { "line_items", """[{"sku":"A"}]""", "lines/0/quantity", "1" },
            { "line_items", """[{"sku":"A","quantity":"2"}]""", "lines/0/quantity", "2" },
            { "line_items", """[{"sku":"A","quantity":2.0}]""", "lines/0/quantity", "2" },
            { "line_items", """[{"sku":"A","quantity":0},{"sku":"B","quantity":1}]""", "lines/0/sku", "B" },
            { "line_items", """[{"sku":12345,"quantity":1}]""", "lines/0/sku", "12345" },
            { "line_items/0/subscription_id", "\"None\"", "lines/0/quantity", "1" },
            { "line_items/0/grams", "\"heavy\"", "lines/0/weightGrams", "null" },
            { "line_items/0/images", "[]", "lines/0/image", "null" },
            { "line_items/0/original_price", "\"free\"", "lines/0/originalPrice", "null" },
            { "customer_id", "0", "email", "ada.tester@example.com" },
            { "customer_id", "\"abc\"", "email", "ada.tester@example.com" },
            { "customer", "[]", "lines/0/quantity", "1" },
            { "customer", "\"Ada\"", "lines/0/quantity", "1" },
            { "customer", """[{"email":"x@example.org"}]""", "lines/0/quantity", "1" },
            { "address_id", "\"None\"", "addressId", "null" },
            { "address_id", "0", "addressId", "null" },
            { "charge_id", "7.0", "chargeId", "7" },
            { "total_tax", "\"None\"", "totals/tax", "null" },
            { "total_tax", "\"null\"", "totals/tax", "null" },
            { "total_price", "\"1,234.50\"", "totals/total", "1234.50" },
            { "total_price", "\"1.234,50\"", "totals/total", "1234.50" },
            { "total_price", "\"$43.60\"", "totals/total", "43.60" },
            { "total_price", "43.6", "totals/total", "43.60" },
            { "scheduled_at", "\"\"", "scheduledAt", "null" },
            { "note", "\"leave it at the \\ud83d\"", "note", "leave it at the \ufffd" },
            { "note", "\"\\udc00\\ud83d\\ude9a\"", "note", "\ufffd\ud83d\ude9a" },
            { "note", "\"a\\u0000b\"", "note", "a\ufffdb" },
            { "note", """{"text":[1]}""", "note", """{"text":[1]}""" },
            { "note", "7", "note", "7" },
            { "note", "[]", "note", "null" },
            { "currency", "\"usd\"", "currency", "usd" },
            { "shipping_address", "[]", "shippingAddress", "null" },
            { "shipping_address", """[{"address1":"7 Quay Lane"}]""", "shippingAddress/address1", "7 Quay Lane" },
            { "shipping_address", "\"7 Quay Lane\"", "shippingAddress/address1", "7 Quay Lane" },
            { "shipping_address", """{"first_name":null,"zip":""}""", "shippingAddress", "null" },
            { "shipping_address", """{"zip":62701}""", "shippingAddress/zip", "62701" },
            { "shipping_address", """{"country":"Korea (South)"}""", "shippingAddress/country", "KR" },
            { "shipping_address", """{"country_code":"gb"}""", "shippingAddress/countryName", "United Kingdom" },
            { "shipping_address", """{"country":"Atlantis"}""", "shippingAddress/country", "Atlantis" },
            { "is_prepaid", "\"False\"", "prepaid", "false" },
            { "taxes_included", "\"1\"", "includesTax", "true" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Paid_order_is_placed_and_the_member_arrives(string member, string json, string arrives, string expected)
    {
        foreach (var sample in s_samples)
        {
            var (order, pushed) = Read(sample, member, json);
            Assert.Equal(OrderStanding.Paid, order.Standing);
            Assert.Equal(expected, Text(At(pushed, arrives)));
        }
    }

    public static TheoryData<string, string, string?> LeftOut =>
        new()
        {
            { "total_tax", "\"free\"", "total_tax: is not an amount" },
            { "total_price", "1e400", "total_price: is not an amount" },
            { "scheduled_at", "\"None\"", "scheduled_at: is not a time" },
            { "created_at", "7", "created_at: is not a time" },
            { "updated_at", "\"soon\"", "updated_at: is not a time" },
            { "tags", "true", null },
            { "discounts", "7", "discounts: is a number, not a list" },
            { "discount_codes", "\"SAVE\"", "discount_codes: is a text, not a list" },
            { "charge_id", "\"abc\"", "charge_id: is not a positive whole number" },
            { "customer", "\"Ada\"", "customer: is a text, not an object" },
            { "is_prepaid", "\"maybe\"", "is_prepaid: is neither true nor false" },
            { "external_order_id", """{"other":"7"}""", "external_order_id: is an object without an id that we know" },
            { "note", "\"\\ud83d\"", "note: is not Unicode throughout, replaced there" },
            { "note", "\"\\u0000\"", "note: holds a NUL character, replaced" },
            { "note", "{\"a\":1}", "note: is an object, carried as JSON" },
            {
                "shipping_address",
                """{"country":"Atlantis"}""",
                "shipping_address.country: is no country that we know, carried as it is"
            },
            {
                "line_items/0/properties",
                """{"secret":{"a":1}}""",
                "line_items[0].properties[0]: is an object, carried as JSON"
            },
            { "line_items/0/quantity", "null", "line_items[0]: has no quantity, taken as 1" },
            { "address_id", "\"\"", null },
            { "address_id", "0", null },
            { "address_id", "\"None\"", null },
            { "address_id", "false", null },
            { "address_id", "\"undefined\"", null },
            { "external_order_id", """{"ecommerce":"None"}""", null },
            { "external_order_id", "\"null\"", null },
            { "external_order_id", "0", null },
            { "total_tax", "\"None\"", null },
        };

    [Theory]
    [MemberData(nameof(LeftOut))]
    public void Remark_names_the_member_and_never_its_value(string member, string json, string? remark)
    {
        foreach (var sample in s_samples)
        {
            var remarks = Read(sample, member, json).Order.Remarks.Select(r => $"{r.Member}: {r.Problem}").ToList();
            if (remark is null)
            {
                Assert.DoesNotContain(remarks, found => found.StartsWith(member, StringComparison.Ordinal));
            }
            else
            {
                Assert.Contains(remark, remarks, StringComparer.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("\"None\"")]
    [InlineData("\"null\"")]
    [InlineData("\"undefined\"")]
    [InlineData("\"\"")]
    [InlineData("\"0\"")]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Id_that_means_nothing_is_none_flat_and_nested(string none)
    {
        var order = new OrderBuilder()
            .With("customer_id", none)
            .With("customer", $$$"""{"id":{{{none}}},"external_customer_id":{"ecommerce":{{{none}}}}}""")
            .With("charge_id", none)
            .With("charge", $$$"""{"id":{{{none}}},"external_transaction_id":{"payment_processor":{{{none}}}}}""")
            .With("external_order_id", $$"""{"ecommerce":{{none}}}""")
            .With("external_order_number", none)
            .Read();
        Assert.Equal(
            (null, null, null, null, null, null),
            (
                order.Customer.Id,
                order.Customer.ExternalId,
                order.ChargeId,
                order.Payment.TransactionId,
                order.ExternalOrderId,
                order.ExternalOrderNumber
            )
        );
        Assert.Empty(order.Remarks);
    }

    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("null", true)]
    [InlineData("\"2026-03-02T14:15:33+00:00\"", true)]
    [InlineData("\"None\"", false)]
    [InlineData("\"soon\"", false)]
    [InlineData("1700000000", false)]
    [InlineData("{\"at\":1}", false)]
    public void Update_time_that_is_no_time_is_none_and_remarked(string json, bool isReadable)
    {
        var order = new OrderBuilder().With("updated_at", json).Read();
        Assert.Equal(isReadable, order.Remarks.All(remark => remark.Member != "updated_at"));
        Assert.Equal(json.StartsWith("\"2026", StringComparison.Ordinal), order.UpdatedAt is not null);
    }

    [Theory]
    [InlineData("null", "29.20", false)]
    [InlineData("[]", "29.20", false)]
    [InlineData("\"[]\"", "29.20", false)]
    [InlineData("""[{"quantity":0}]""", "29.20", false)]
    [InlineData("[]", "0.00", true)]
    [InlineData("null", "0.00", false)]
    [InlineData("[{}]", "29.20", true)]
    public void Paid_order_without_a_line_says_nothing_of_what_is_shipped(string lines, string total, bool hasLines)
    {
        var order = new OrderBuilder().With("line_items", lines).With("total_price", $"\"{total}\"").Read();
        Assert.Equal(hasLines, order.HasLines);
        Assert.Equal(hasLines, Pushed(order).AsObject().ContainsKey("lines"));
    }

    [Fact]
    public void Lines_of_an_order_that_is_not_paid_break_nothing()
    {
        var order = new OrderBuilder()
            .WithStatus("queued")
            .With("line_items", """[7,{"quantity":"two"},{"quantity":1}]""")
            .Read();
        Assert.Equal([1, 1], order.Lines.Select(line => line.Quantity));
        Assert.Equal(
            ["line_items[0]", "line_items[1].quantity"],
            order.Remarks.Select(remark => remark.Member).Take(2),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("note", "note")]
    [InlineData("tags", "tags")]
    [InlineData("currency", "currency")]
    [InlineData("shipping_address", "shippingAddress")]
    [InlineData("billing_address", "billingAddress")]
    [InlineData("shipping_lines", "shippingLines")]
    [InlineData("discounts", "discounts")]
    [InlineData("order_attributes", "attributes")]
    [InlineData("tax_lines", "taxLines")]
    [InlineData("total_weight_grams", "weightGrams")]
    [InlineData("processed_at", "processedAt")]
    [InlineData("subtotal_price", "totals/subtotal")]
    [InlineData("total_tax", "totals/tax")]
    [InlineData("total_refunds", "totals/refunds")]
    [InlineData("customer", "customer/id")]
    [InlineData("customer", "email")]
    [InlineData("charge", "payment/processor")]
    [InlineData("line_items", "lines")]
    public void What_is_not_mentioned_is_not_pushed(string member, string pushed)
    {
        Assert.True(Has(Pushed(new OrderBuilder().Read()), pushed));
        Assert.False(Has(Pushed(new OrderBuilder().Without(member).Read()), pushed));
    }

    [Theory]
    [InlineData("note", "null", "note", "null")]
    [InlineData("note", "\"\"", "note", "null")]
    [InlineData("tags", "null", "tags", "[]")]
    [InlineData("shipping_address", "null", "shippingAddress", "null")]
    [InlineData("shipping_lines", "null", "shippingLines", "[]")]
    [InlineData("discounts", "[]", "discounts", "[]")]
    [InlineData("order_attributes", "null", "attributes", "[]")]
    [InlineData("total_tax", "null", "totals/tax", "null")]
    [InlineData("total_refunds", "null", "totals/refunds", "0.00")]
    public void What_is_said_to_be_empty_is_pushed_as_empty(
        string member,
        string json,
        string pushed,
        string expected
    ) => Assert.Equal(expected, Text(At(Pushed(new OrderBuilder().With(member, json).Read()), pushed)));

    [Theory]
    [InlineData("total_tax", "\"free\"", "totals/tax")]
    [InlineData("discounts", "7", "discounts")]
    [InlineData("shipping_address", "7", "shippingAddress")]
    [InlineData("processed_at", "\"soon\"", "processedAt")]
    public void What_cannot_be_read_empties_nothing(string member, string json, string pushed) =>
        Assert.False(Has(Pushed(new OrderBuilder().With(member, json).Read()), pushed));

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    public void Redacted_order_is_known_as_one(string json, bool expected) =>
        Assert.Equal(expected, new OrderBuilder().With("redacted", json).Read().IsRedacted);

    [Fact]
    public void Customer_has_the_name_of_the_shipping_address_where_nothing_else_has_one()
    {
        var pushed = Pushed(new OrderBuilder().With("billing_address", "{}").Read());
        Assert.Equal("Ada Tester", $"{pushed["customer"]!["firstName"]} {pushed["customer"]!["lastName"]}");
    }

    [Fact]
    public void Wall_time_of_an_unknown_zone_goes_on_without_offset()
    {
        var pushed = Pushed(new OrderBuilder(Sample.Order202101).Read());
        Assert.Equal("2026-03-02T09:15:28", (string?)pushed["createdAt"]);
    }

    [Fact]
    public void Bytes_that_are_no_utf_8_are_replaced()
    {
        byte[] body = [.. """{"order":{"id":7,"note":"a"""u8, 0xC3, 0x28, .. "\"}}"u8];
        Assert.Equal("a\ufffd(", RechargePayload.ReadOrder(body, null).Note);
    }

    [Fact]
    public void No_more_than_twenty_remarks_are_kept()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"quantity":1,"grams":"x"}""", 50));
        Assert.Equal(20, new OrderBuilder().With("line_items", $"[{lines}]").Read().Remarks.Count);
    }

    [Theory]
    [InlineData("92812948\u0007")]
    [InlineData("92812\n948")]
    public void External_id_that_holds_a_control_character_is_none_with_a_remark(string id)
    {
        var order = new OrderBuilder().With("external_order_id", JsonValue.Create(id)!.ToJsonString()).Read();
        Assert.Null(order.ExternalOrderId);
        Assert.Equal("external_order_id", Assert.Single(order.Remarks).Member);
    }

    [Fact]
    public void External_id_longer_than_any_id_is_none_with_a_remark()
    {
        var order = new OrderBuilder().WithExternalId(new string('9', 201)).Read();
        Assert.Null(order.ExternalOrderId);
        Assert.Equal("external_order_id", Assert.Single(order.Remarks).Member);
        Assert.NotNull(new OrderBuilder().WithExternalId(new string('9', 200)).Read().ExternalOrderId);
    }

    [Fact]
    public void Remarks_of_a_list_s_orders_do_not_mix()
    {
        var orders = RechargePayload.ReadOrders(
            """{"orders":[{"id":1,"total_tax":"free"},{"id":2},{"id":3,"note":{"a":1}}]}"""u8.ToArray(),
            null
        );
        Assert.Equal(
            ["total_tax", "", "note"],
            orders.Select(order => string.Join(',', order.Remarks.Select(remark => remark.Member))),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Remarks_are_kept_as_one_text()
    {
        Remark[] remarks = [new("note", "is \"odd\""), new("tags", "is odd")];
        Assert.Equal(remarks, RemarkText.Read(RemarkText.Write(remarks)));
        Assert.Null(RemarkText.Write([]));
        Assert.Empty(RemarkText.Read(null));
    }

    private static (RechargeOrder Order, JsonNode Pushed) Read(string sample, string member, string json)
    {
        // Parsed JSON cannot hold a lone surrogate, so the value is put in as text, by way of a marker.
        var body = Sample.Json(sample);
        var (parent, name) = Parent(body["order"]!, member);
        parent[name] = "@@";
        var text = body.ToJsonString().Replace("\"@@\"", json, StringComparison.Ordinal);
        var order = RechargePayload.ReadOrder(Encoding.UTF8.GetBytes(text), OrderBuilder.NewYork);
        return (order, Pushed(order));
    }

    private static (JsonNode Parent, string Name) Parent(JsonNode node, string path)
    {
        var parts = path.Split('/');
        return (At(node, string.Join('/', parts[..^1]))!, parts[^1]);
    }

    private static JsonNode Pushed(RechargeOrder order) =>
        JsonNode.Parse(PlatformOrderMapper.Map("default", order).Json)!;

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is JsonArray list
                ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]
                : node?[part];
        }

        return node;
    }

    private static bool Has(JsonNode node, string path)
    {
        var (parent, name) = Parent(node, path);
        return parent.AsObject().ContainsKey(name);
    }

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "null";
}
