using System.Text;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;

namespace RechargeSync.UnitTests.Recharge;

public sealed class WebhookEnvelopeTests
{
    private const string NotAnId = "'id' is not a positive whole number";
    private const string NotJson = "the body is not JSON";

    [Theory]
    [InlineData("""{"order":{"id":534919106}}""", "534919106")]
    [InlineData("""{"order":{"id":"534919106"}}""", "534919106")]
    [InlineData("""{"order":{"id":"0534919106"}}""", "534919106")]
    [InlineData("""{"order":{"id":9223372036854775807}}""", "9223372036854775807")]
    [InlineData("""{"order":{"status":"success","id":7}}""", "7")]
    [InlineData("""{"order":{"line_items":[{"id":1,"a":[[]]}],"customer":{"id":2},"id":7,"charge":{"id":3}}}""", "7")]
    [InlineData("""{"customer":{"id":1},"order":{"id":7},"metafields":[{"order":{"id":9}}]}""", "7")]
    [InlineData("""{"metafields":[{"id":1}],"order":{"id":7}}""", "7")]
    [InlineData("""{"\u006frder":{"\u0069d":7}}""", "7")]
    [InlineData("""{"order":{"id":"not one"},"order":{"id":7}}""", "7")]
    [InlineData("""{"order":{"id":6},"order":{"id":7}}""", "7")]
    [InlineData("""{"order":{"id":6,"id":7}}""", "7")]
    [InlineData(" \r\n\t{ \"order\" : { \"id\" : 7 } } \n", "7")]
    public void Order_is_named_by_its_id(string body, string id) =>
        Assert.Equal($"order/{id}", Read(body).Resource.ToString());

    [Theory]
    [InlineData("""{"order":{"id":null}}""", NotAnId)]
    [InlineData("""{"order":{"id":"None"}}""", NotAnId)]
    [InlineData("""{"order":{"id":""}}""", NotAnId)]
    [InlineData("""{"order":{"id":0}}""", NotAnId)]
    [InlineData("""{"order":{"id":-1}}""", NotAnId)]
    [InlineData("""{"order":{"id":"-1"}}""", NotAnId)]
    [InlineData("""{"order":{"id":" 1"}}""", NotAnId)]
    [InlineData("""{"order":{"id":1.5}}""", NotAnId)]
    [InlineData("""{"order":{"id":1.0}}""", NotAnId)]
    [InlineData("""{"order":{"id":1e3}}""", NotAnId)]
    [InlineData("""{"order":{"id":9223372036854775808}}""", NotAnId)]
    [InlineData("""{"order":{"id":true}}""", NotAnId)]
    [InlineData("""{"order":{"id":{"ecommerce":7}}}""", NotAnId)]
    [InlineData("""{"order":{"id":[7]}}""", NotAnId)]
    [InlineData("""{"order":{"ID":7}}""", "'id' is missing")]
    [InlineData("""{"order":{}}""", "'id' is missing")]
    [InlineData("""{"order":{"customer":{"id":7}}}""", "'id' is missing")]
    [InlineData("""{"order":[{"id":7}]}""", "'order' is not an object")]
    [InlineData("""{"order":null}""", "'order' is not an object")]
    [InlineData("""{"order":7}""", "'order' is not an object")]
    [InlineData("""{"charge":{"id":7}}""", "the key 'order' is missing")]
    [InlineData("""{"data":{"order":{"id":7}}}""", "the key 'order' is missing")]
    [InlineData("""{"Order":{"id":7}}""", "the key 'order' is missing")]
    [InlineData("{}", "the key 'order' is missing")]
    [InlineData("[]", "the body is not an object")]
    [InlineData("""[{"order":{"id":7}}]""", "the body is not an object")]
    [InlineData("\"order\"", "the body is not an object")]
    [InlineData("7", "the body is not an object")]
    [InlineData("null", "the body is not an object")]
    [InlineData("", "the body is empty")]
    [InlineData("   ", NotJson)]
    [InlineData("id=7", NotJson)]
    [InlineData("""{"order":{"id":7}""", NotJson)]
    [InlineData("""{"order":{"id":7}}}""", NotJson)]
    [InlineData("""{"order":{"id":7}} trailing""", NotJson)]
    [InlineData("""{"order":{"id":7},}""", NotJson)]
    [InlineData("""{"order":{"id":7},"note":"truncat""", NotJson)]
    [InlineData("""{"order":{"id":NaN}}""", NotJson)]
    [InlineData("""{'order':{'id':7}}""", NotJson)]
    public void Body_that_names_no_order_tells_its_problem(string body, string problem)
    {
        var envelope = Read(body);
        Assert.Equal(default, envelope.Resource);
        Assert.Equal(problem, envelope.Problem);
    }

    [Fact]
    public void Byte_order_mark_is_not_json() =>
        Assert.Equal(
            NotJson,
            WebhookEnvelope.Read([0xEF, 0xBB, 0xBF, .. """{"order":{"id":7}}"""u8], RechargeTopic.OrderCreated).Problem
        );

    [Fact]
    public void Deep_nesting_is_refused_instead_of_overflowing()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.Equal(NotJson, Read($$$"""{"order":{"id":7,"note":{{{deep}}}}}""").Problem);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    public void Invalid_utf_8_in_the_identity_is_a_problem_and_no_exception(byte[] bytes)
    {
        byte[] body = [.. """{"order":{"id":" """u8, .. bytes, .. "\"}}"u8];
        Assert.NotNull(WebhookEnvelope.Read(body, RechargeTopic.OrderCreated).Problem);
    }

    [Theory]
    [InlineData("""{"order":{"id":7,"note":"half an emoji \ud83d"}}""")]
    [InlineData("""{"order":{"\ud83d":1,"id":7}}""")]
    [InlineData("""{"\udc00":{},"order":{"id":7}}""")]
    [InlineData("""{"order":{"id":7,"note":"\u0000"}}""")]
    public void Text_that_is_not_unicode_does_not_hide_the_order(string body) =>
        Assert.Equal("order/7", Read(body).Resource.ToString());

    [Fact]
    public void Lone_surrogate_in_the_token_is_a_problem_and_no_exception() =>
        Assert.Equal(
            "'token' is not a token",
            Read("""{"checkout":{"token":"\ud800"}}""", "checkout", "processed").Problem
        );

    [Theory]
    [InlineData("""{"checkout":{"token":"0a1b2c3d4e5f60718293a4b5c6d7e8f9"}}""", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("""{"checkout":{"id":5,"token":"t-1_~"}}""", "t-1_~")]
    [InlineData("""{"checkout":{"token":123}}""", "123")]
    public void Checkout_is_named_by_its_token(string body, string token) =>
        Assert.Equal(ResourceKey.OfToken(Encoding.ASCII.GetBytes(token)), Read(body, "checkout", "processed").Resource);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("\"None\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"a\\u0000\"")]
    [InlineData("\"caf\\u00e9\"")]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    [InlineData("true")]
    public void Checkout_without_a_plain_token_is_not_understood(string token) =>
        Assert.Equal(
            "'token' is not a token",
            Read($$$"""{"checkout":{"token":{{{token}}}}}""", "checkout", "processed").Problem
        );

    [Fact]
    public void Token_of_the_greatest_length_may_be_written_in_escapes_alone()
    {
        var escapes = string.Concat(Enumerable.Repeat("\\u0061", 200));
        Assert.Equal(
            ResourceKey.OfToken(Encoding.ASCII.GetBytes(new string('a', 200))),
            Read($$$"""{"checkout":{"token":"{{{escapes}}}"}}""", "checkout", "processed").Resource
        );
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Token_has_a_greatest_length(int length, bool accepted) =>
        Assert.Equal(
            accepted,
            Read($$$"""{"checkout":{"token":"{{{new string('a', length)}}}"}}""", "checkout", "processed").Problem
                is null
        );

    [Fact]
    public void Every_truncation_of_a_payload_is_not_json()
    {
        var body = Encoding.UTF8.GetBytes("""{"order":{"id":534919106,"note":"café","tags":[1,null]},"customer":{}}""");
        for (var length = 1; length < body.Length; length++)
        {
            Assert.NotNull(WebhookEnvelope.Read(body.AsSpan(0, length), RechargeTopic.OrderCreated).Problem);
        }
    }

    [Theory]
    [InlineData("""{"order":{"note":{"id":1},"id":534919106,"lines":[{"id":""", "order/534919106")]
    [InlineData("""{"id":5,"shop":{"id":6},"order":{"id":"534919106","lines":[""", "order/534919106")]
    [InlineData("""{"order":{"id":534919106""", "")]
    [InlineData("""{"order":{"id":null,"lines":[""", "")]
    [InlineData("""{"order":{"lines":[{"id":7},""", "")]
    [InlineData("""{"order":[{"id":7},""", "")]
    [InlineData("""{"charge":{"id":7},""", "")]
    [InlineData("not json", "")]
    [InlineData("", "")]
    public void Head_of_a_body_names_its_resource_where_the_identity_stands_in_it(string head, string resource) =>
        Assert.Equal(
            resource,
            WebhookEnvelope.ReadHead(Encoding.UTF8.GetBytes(head), RechargeTopic.OrderCreated).ToString()
        );

    private static WebhookEnvelope Read(string body, string resource = "order", string @event = "created") =>
        WebhookEnvelope.Read(Encoding.UTF8.GetBytes(body), RechargeTopic.Find(resource, @event)!);
}
