using System.Text;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>How members are found, whatever their order, their number and their spelling.</summary>
public sealed class LenientDocumentTests
{
    [Theory]
    [InlineData("""{"id":1,"id":2}""", 2L)]
    [InlineData("""{"id":"abc","id":2}""", 2L)]
    [InlineData("""{"id":{"id":9},"id":"2"}""", 2L)]
    [InlineData("""{"\u0069d":2}""", 2L)]
    [InlineData("""{"\u0069\u0064":2}""", 2L)]
    [InlineData("""{"id":1,"i\u0064":2}""", 2L)]
    [InlineData("""{"i\u0064":1,"id":2}""", 2L)]
    [InlineData("""{"\ud800":1,"id":2,"charge":1,"id":3}""", 3L)]
    [InlineData("""{"id":1,"id":null}""", null)]
    [InlineData("""{"charge":{"id":1}}""", null)]
    [InlineData("""{"":1,"ID":2,"iid":3,"i":4,"\u0049d":5,"ide\u0061":6,"\\id":7}""", null)]
    public void Last_member_of_a_name_counts_however_it_is_spelled(string json, long? expected) =>
        Assert.Equal(expected, Read(json, root => root.Id("id")));

    [Theory]
    [InlineData("""{"first_name":"a","other":["first_name"],"last_name":"b"}""")]
    [InlineData("""{"last_name":"b","first_name":"a"}""")]
    [InlineData(
        """{"x":{"first_name":"c","y":{"last_name":"d"}},"last_name":"b","z":[{"first_name":"e"}],"first_name":"a"}"""
    )]
    public void Order_of_the_members_and_what_stands_within_others_make_no_difference(string json) =>
        Assert.Equal("a b", Read(json, root => $"{root.Text("first_name")} {root.Text("last_name")}"));

    [Theory]
    [InlineData("""{"note":"\u0041\n\"\\\/ \ud83d\udeb2"}""", "A\n\"\\/ 🚲")]
    [InlineData("""{"note":"Grüße"}""", "Grüße")]
    [InlineData("""{"note":"\u00e9"}""", "é")]
    public void Text_has_its_escapes_undone(string json, string expected) =>
        Assert.Equal(expected, Read(json, root => root.Text("note")));

    [Fact]
    public void Name_that_is_not_unicode_is_passed_over_as_any_other()
    {
        Assert.Equal("n", Read("""{"\ud800":1,"note":"n"}""", root => root.Text("note")));
        Assert.Equal("n", Read("""{"ta\ud800":1,"note":"n"}""", root => root.Text("note")));
        Assert.Equal("n", Read("""{"note":"n","\ud800":1}""", root => root.Text("note")));
        Assert.Null(Read($$"""{"\ud800{{new string('x', 200)}}":1}""", root => root.Text("note")));
    }

    [Fact]
    public void What_stands_behind_a_fallback_is_read_only_where_it_is_needed()
    {
        Assert.Equal(
            "e",
            Order("""{"id":1,"customer":{"email":[],"id":{}},"email":"e","customer_id":5}""").Customer.Email
        );
        Assert.Equal(5, Order("""{"id":1,"charge":{"id":"abc"},"charge_id":5}""").ChargeId);
        Assert.Equal("7", Order("""{"id":1,"shopify_order_id":[],"external_order_id":7}""").ExternalOrderId);
        Assert.Null(
            Assert.Single(Order("""{"id":1,"discounts":[{"value_type":"percentage","value":{}}]}""").Discounts).Amount
        );
    }

    [Fact]
    public void Earlier_member_of_a_name_may_hold_anything() =>
        Assert.Equal(
            "S",
            Assert
                .Single(
                    Order(
                        """{"id":1,"line_items":[7],"note":{},"line_items":[{"sku":{},"sku":"S"}],"note":null}"""
                    ).Lines
                )
                .Sku
        );

    [Fact]
    public void Table_grows_with_the_body()
    {
        var quantities = Enumerable.Range(1, 3000).ToArray();
        var lines = string.Join(',', quantities.Select(quantity => $$"""{"quantity":{{quantity}}}"""));
        var unknown = string.Join(',', Enumerable.Repeat("[]", 9000));
        Assert.Equal(
            quantities,
            Order($$"""{"line_items":[{{lines}}],"unknown":[{{unknown}}],"id":1}""").Lines.Select(line => line.Quantity)
        );
    }

    [Theory]
    [InlineData("""{"order":{"id":1}} x""")]
    [InlineData("""{"order":{"id":1}}{}""")]
    [InlineData("""{"order":{"id":1}""")]
    [InlineData("""{"order":{"id":1},}""")]
    [InlineData("""{"order":{"id":1,"unknown":[01]}}""")]
    public void Whole_body_is_walked(string body) =>
        Assert.Equal(
            "the body is not JSON",
            Assert.Throws<PayloadException>(() => RechargePayload.ReadOrder(Encoding.UTF8.GetBytes(body), null)).Message
        );

    private static T Read<T>(string json, Func<LenientJson, T> read) =>
        RechargePayload.Read(Encoding.UTF8.GetBytes(json), read);

    private static RechargeOrder Order(string json) =>
        RechargePayload.ReadOrder(Encoding.UTF8.GetBytes($$"""{"order":{{json}}}"""), null);
}
