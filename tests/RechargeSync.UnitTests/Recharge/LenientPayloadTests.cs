using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>One row per form in which Recharge may send a member (docs: lenient parsing rules).</summary>
public sealed class LenientPayloadTests
{
    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"external_order_id":null}""", null)]
    [InlineData("""{"external_order_id":""}""", null)]
    [InlineData("""{"external_order_id":"92812948"}""", "92812948")]
    [InlineData("""{"external_order_id":92812948}""", "92812948")]
    [InlineData("""{"external_order_id":{"ecommerce":"92812948"}}""", "92812948")]
    [InlineData("""{"external_order_id":{"ecommerce":92812948}}""", "92812948")]
    [InlineData("""{"external_order_id":{"ecommerce":null}}""", null)]
    [InlineData("""{"external_order_id":{"ecommerce":""}}""", null)]
    [InlineData("""{"external_order_id":{}}""", null)]
    [InlineData("""{"shopify_order_id":"5"}""", "5")]
    [InlineData("""{"shopify_order_id":5}""", "5")]
    [InlineData("""{"external_order_id":null,"shopify_order_id":5}""", "5")]
    [InlineData("""{"external_order_id":"7","shopify_order_id":5}""", "7")]
    public void External_order_id_comes_flat_numeric_wrapped_or_not_at_all(string members, string? expected) =>
        Assert.Equal(expected, Read(members).ExternalOrderId);

    [Theory]
    [InlineData("""{"external_order_number":"101"}""", "101")]
    [InlineData("""{"external_order_number":101}""", "101")]
    [InlineData("""{"external_order_number":{"ecommerce":"101"}}""", "101")]
    [InlineData("""{"shopify_order_number":1016}""", "1016")]
    [InlineData("""{"external_order_number":{"ecommerce":null}}""", null)]
    public void External_order_number_does_so_too(string members, string? expected) =>
        Assert.Equal(expected, Read(members).ExternalOrderNumber);

    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"charge_id":5}""", 5L)]
    [InlineData("""{"charge_id":"5"}""", 5L)]
    [InlineData("""{"charge_id":"None"}""", null)]
    [InlineData("""{"charge_id":""}""", null)]
    [InlineData("""{"charge_id":null,"charge":{"id":6}}""", 6L)]
    [InlineData("""{"charge":{"id":"6"}}""", 6L)]
    [InlineData("""{"charge":{"id":"None"}}""", null)]
    [InlineData("""{"charge":null}""", null)]
    [InlineData("""{"charge_id":5,"charge":{"id":6}}""", 5L)]
    public void Charge_id_is_flat_or_nested(string members, long? expected) =>
        Assert.Equal(expected, Read(members).ChargeId);

    [Theory]
    [InlineData("""{"customer_id":5}""", 5L)]
    [InlineData("""{"customer":{"id":"6"}}""", 6L)]
    [InlineData("""{"customer":{}}""", null)]
    [InlineData("""{"customer":null}""", null)]
    public void Customer_id_is_flat_or_nested(string members, long? expected) =>
        Assert.Equal(expected, Read(members).Customer.Id);

    [Theory]
    [InlineData("""{"is_prepaid":true}""", true)]
    [InlineData("""{"is_prepaid":false}""", false)]
    [InlineData("""{"is_prepaid":1}""", true)]
    [InlineData("""{"is_prepaid":0}""", false)]
    [InlineData("""{"is_prepaid":"1"}""", true)]
    [InlineData("""{"is_prepaid":"0"}""", false)]
    [InlineData("""{"is_prepaid":"true"}""", true)]
    [InlineData("""{"is_prepaid":"False"}""", false)]
    [InlineData("""{"is_prepaid":null}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""{"charge":{"orders_count":3}}""", true)]
    [InlineData("""{"charge":{"orders_count":1}}""", false)]
    [InlineData("""{"charge":{"shipments_count":"2"}}""", true)]
    [InlineData("""{"is_prepaid":false,"charge":{"orders_count":3}}""", false)]
    public void Prepaid_is_a_flag_in_many_forms_or_a_charge_with_more_than_one_order(string members, bool? expected) =>
        Assert.Equal(expected, Read(members).IsPrepaid);

    [Theory]
    [InlineData("\"success\"", "success", true)]
    [InlineData("\"SUCCESS\"", "SUCCESS", true)]
    [InlineData("\"Success\"", "Success", true)]
    [InlineData("\"queued\"", "queued", false)]
    [InlineData("\"pending_charge_status\"", "pending_charge_status", false)]
    [InlineData("\"brand_new_status\"", "brand_new_status", false)]
    [InlineData("\" success\"", " success", false)]
    [InlineData("null", "", false)]
    public void Status_is_compared_without_case_and_an_unknown_one_is_kept(string status, string text, bool success)
    {
        var order = Read($$"""{"status":{{status}}}""");
        Assert.Equal((text, success), (order.Status, order.IsSuccess));
    }

    [Theory]
    [InlineData("\"29.20\"", "29.20")]
    [InlineData("29.20", "29.20")]
    [InlineData("29", "29")]
    [InlineData("\"-3.5\"", "-3.5")]
    [InlineData("1e2", "100")]
    [InlineData("\"0.0\"", "0.0")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Amount_is_a_text_or_a_number(string json, string? expected) =>
        Assert.Equal(
            expected is null ? null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            Read($$"""{"total_price":{{json}}}""").Totals.Total
        );

    [Fact]
    public void Unit_price_is_missing_in_2021_01_where_price_stands_for_it()
    {
        Assert.Equal(
            [1m, 2m, 3m],
            Read("""{"line_items":[{"unit_price":"1","price":"9"},{"price":2},{"unit_price":null,"price":"3"}]}""")
                .Lines.Select(line => line.UnitPrice)
        );
        Assert.Null(Assert.Single(Read("""{"line_items":[{}]}""").Lines).UnitPrice);
    }

    [Theory]
    [InlineData("\"a, b ,c\"", new[] { "a", "b", "c" })]
    [InlineData("[\"a\",\"b\"]", new[] { "a", "b" })]
    [InlineData("\",a,,\"", new[] { "a" })]
    [InlineData("\"\"", new string[0])]
    [InlineData("null", new string[0])]
    [InlineData("[]", new string[0])]
    public void Tags_are_one_text_or_a_list(string json, string[] expected) =>
        Assert.Equal(expected, Read($$"""{"tags":{{json}}}""").Tags);

    [Theory]
    [InlineData("""{"tax_lines":[]}""", null)]
    [InlineData("""{"tax_lines":"[]"}""", null)]
    [InlineData("""{"tax_lines":1.25}""", 1.25)]
    [InlineData("""{"tax_lines":0.0,"total_tax":"2.5"}""", 2.5)]
    [InlineData("""{"tax_lines":[{"price":"9"}],"total_tax":2.5}""", 2.5)]
    public void Tax_lines_are_a_list_a_number_or_a_text(string members, double? expected) =>
        Assert.Equal((decimal?)expected, Read(members).Totals.Tax);

    [Theory]
    [InlineData("""{"note_attributes":[{"name":"a","value":"1"}]}""", "a=1")]
    [InlineData("""{"order_attributes":[{"name":"a","value":1}]}""", "a=1")]
    [InlineData("""{"order_attributes":[{"name":"a","value":null}]}""", "a=")]
    [InlineData("""{"order_attributes":[{"name":"a"}]}""", "a=")]
    [InlineData(
        """{"order_attributes":[{"name":"a","value":true}],"note_attributes":[{"name":"b","value":"2"}]}""",
        "a=true b=2"
    )]
    [InlineData("""{"order_attributes":null,"note_attributes":null}""", "")]
    [InlineData("""{"order_attributes":"[]"}""", "")]
    public void Attributes_stand_in_either_list(string members, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read(members).Attributes.Select(a => $"{a.Name}={a.Value}")));

    [Theory]
    [InlineData("""{"discounts":[{"code":"X","value":"1.5"}]}""", "X 1.5")]
    [InlineData("""{"discounts":[{"code":"P","value":"10","value_type":"percentage"}]}""", "P ")]
    [InlineData("""{"discounts":{"code":"X","value":"1.5"}}""", "X 1.5")]
    [InlineData("""{"discounts":{"1":{"code":"X","value":"1.5"},"2":{"code":"Y","value":2}}}""", "X 1.5 Y 2")]
    [InlineData("""{"discount_codes":[{"code":"Y","amount":2}]}""", "Y 2")]
    [InlineData("""{"discount_codes":null,"discounts":null}""", "")]
    public void Discounts_stand_in_either_list(string members, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', Read(members).Discounts.Select(d => FormattableString.Invariant($"{d.Code} {d.Amount}")))
        );

    [Theory]
    [InlineData("""{"id":null}""", "'id' is missing")]
    [InlineData("""{"id":"abc"}""", "'id' is not a positive whole number")]
    [InlineData("""{"id":" 1"}""", "'id' is not a positive whole number")]
    [InlineData("""{"status":"success","line_items":7}""", "'line_items' is not a list")]
    [InlineData("""{"status":"success","line_items":"two"}""", "'line_items' is not a list")]
    [InlineData("""{"status":"success","line_items":{"a":1}}""", "'line_items' is not a list")]
    [InlineData("""{"status":"success","line_items":[7]}""", "'line_items[0]' is not an object")]
    [InlineData("""{"status":"SUCCESS","line_items":[{},null]}""", "'line_items[1]' is not an object")]
    [InlineData(
        """{"status":"success","line_items":[{"quantity":1.5}]}""",
        "'line_items[0].quantity' is not a whole number of 0 or more"
    )]
    [InlineData(
        """{"status":"success","line_items":{"5":{},"6":{"quantity":-1}}}""",
        "'line_items[1].quantity' is not a whole number of 0 or more"
    )]
    [InlineData(
        """{"status":"success","line_items":[{"quantity":4294967296}]}""",
        "'line_items[0].quantity' is not a whole number of 0 or more"
    )]
    public void What_breaks_the_rules_says_where_and_never_what(string members, string problem) =>
        Assert.Equal(problem, Assert.Throws<PayloadException>(() => Read(members)).Message);

    [Theory]
    [InlineData("not json", "the body is not JSON")]
    [InlineData("", "the body is not JSON")]
    [InlineData("[]", "the body is not an object")]
    [InlineData("{}", "the key 'order' is missing")]
    [InlineData("""{"order":null}""", "the key 'order' is missing")]
    [InlineData("""{"order":[]}""", "'order' is not an object")]
    public void Body_that_is_no_order_says_so(string body, string problem) =>
        Assert.Equal(
            problem,
            Assert.Throws<PayloadException>(() => RechargePayload.ReadOrder(Encoding.UTF8.GetBytes(body), null)).Message
        );

    [Fact]
    public void Unknown_members_are_passed_over() =>
        Assert.Equal(
            7,
            Read("""{"id":7,"brand_new":{"id":9,"list":[[{}]]},"shipping_date":"2026-03-02T00:00:00"}""").Id
        );

    [Theory]
    [InlineData("""{"orders":[]}""", 0)]
    [InlineData("""{"orders":[{"id":1},{"id":"2"}],"next_cursor":"x"}""", 2)]
    [InlineData("{}", 0)]
    public void List_of_orders_is_read_entry_by_entry(string body, int count) =>
        Assert.Equal(count, RechargePayload.ReadOrders(Encoding.UTF8.GetBytes(body), null).Count);

    private static RechargeOrder Read(string members)
    {
        var order = JsonNode.Parse(members)!.AsObject();
        if (!order.ContainsKey("id"))
        {
            order["id"] = 1;
        }

        return RechargePayload.ReadOrder(
            Encoding.UTF8.GetBytes(new JsonObject { ["order"] = order }.ToJsonString()),
            zone: null
        );
    }
}
