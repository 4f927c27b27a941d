using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Stores;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Recharge;

public sealed class RechargeCheckoutTests
{
    private static readonly CartField[] s_usual = [CartField.ExternalCheckoutId, CartField.Attribute, CartField.Token];

    [Theory]
    [InlineData("E", "A", "E")]
    [InlineData(null, "A", "A")]
    [InlineData("  ", "A", "A")]
    [InlineData(null, null, "T")]
    [InlineData(null, "", "T")]
    public void First_field_that_has_a_value_names_the_cart(string? external, string? attribute, string expected) =>
        Assert.Equal(expected, Checkout(external, attribute).CartId(s_usual, "cart_id"));

    [Fact]
    public void Configured_order_decides()
    {
        var checkout = Checkout("E", "A");
        Assert.Equal("T", checkout.CartId([CartField.Token, CartField.Attribute], "cart_id"));
        Assert.Equal("A", checkout.CartId([CartField.Attribute, CartField.ExternalCheckoutId], "cart_id"));
    }

    [Fact]
    public void Attribute_is_found_by_its_configured_name()
    {
        var checkout = Checkout(null, "A");
        Assert.Equal("A", checkout.CartId([CartField.Attribute], "cart_id"));
        Assert.Null(checkout.CartId([CartField.Attribute], "basket"));
        Assert.Null(checkout.CartId([], "cart_id"));
    }

    [Theory]
    [InlineData(Sample.Checkout202101)]
    [InlineData(Sample.Checkout202111)]
    public void Both_versions_name_the_cart_that_the_storefront_handed_over(string sample)
    {
        var checkout = RechargePayload.ReadCheckout(Sample.Bytes(sample));
        Assert.Equal("0a1b2c3d4e5f60718293a4b5c6d7e8f9", checkout.Token);
        Assert.Equal("9b1f3c1e-7a0e-4c38-9d55-2f7a4e1c0a11", checkout.CartId(s_usual, "cart_id"));
    }

    [Theory]
    [InlineData("""{"checkout":{}}""", "'token' is missing")]
    [InlineData("""{"checkout":{"token":""}}""", "'token' is missing")]
    [InlineData("""{"order":{}}""", "the key 'checkout' is missing")]
    [InlineData("""{"checkout":[]}""", "'checkout' is not an object")]
    public void Checkout_that_breaks_the_contract_says_where(string body, string problem) =>
        Assert.Equal(
            problem,
            Assert
                .Throws<PayloadException>(() => RechargePayload.ReadCheckout(System.Text.Encoding.UTF8.GetBytes(body)))
                .Message
        );

    [Theory]
    [InlineData("""{"cart_id":"A"}""")]
    [InlineData("""[{"cart_id":"A"}]""")]
    [InlineData("""[["cart_id","A"]]""")]
    [InlineData("""{"name":"cart_id","value":"A"}""")]
    [InlineData("""{"0":{"name":"cart_id","value":"A"}}""")]
    public void Cart_is_found_in_whatever_form_the_attributes_come(string attributes)
    {
        var body = $$$"""{"checkout":{"token":"t","external_checkout_id":"None","note_attributes":{{{attributes}}}}}""";
        var checkout = RechargePayload.ReadCheckout(System.Text.Encoding.UTF8.GetBytes(body));
        Assert.Equal("A", checkout.CartId(s_usual, "cart_id"));
    }

    private static RechargeCheckout Checkout(string? external, string? attribute) =>
        new(
            "T",
            external,
            attribute is null ? [] : [new NamedValue("gift", "no"), new NamedValue("cart_id", attribute)],
            ChargeId: null,
            Currency: null
        );
}
