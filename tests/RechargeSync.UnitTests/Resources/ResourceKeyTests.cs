using RechargeSync.Core.Resources;

namespace RechargeSync.UnitTests.Resources;

public sealed class ResourceKeyTests
{
    [Fact]
    public void Order_is_named_by_its_id()
    {
        var key = ResourceKey.Order(534919106);
        Assert.Equal("order/534919106", key.ToString());
        Assert.Equal(key, ResourceKey.Parse("order/534919106"));
        Assert.Equal((ResourceKind.Order, 534919106L, ""), (key.Kind, key.OrderId, key.Token));
    }

    [Fact]
    public void Checkout_is_named_by_its_token()
    {
        var key = ResourceKey.Checkout("a/b");
        Assert.Equal("checkout/a/b", key.ToString());
        Assert.Equal(key, ResourceKey.Parse("checkout/a/b"));
        Assert.Equal((ResourceKind.Checkout, 0L, "a/b"), (key.Kind, key.OrderId, key.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("charge/")]
    [InlineData("Order/1")]
    [InlineData("orders/1")]
    [InlineData("order/")]
    [InlineData("order/x")]
    [InlineData("order/-1")]
    [InlineData("order/9223372036854775808")]
    [InlineData("checkout/")]
    public void Everything_else_names_nothing(string text)
    {
        var key = ResourceKey.Parse(text);
        Assert.Equal((ResourceKind.None, ""), (key.Kind, key.ToString()));
        Assert.Equal(default, key);
    }

    [Fact]
    public void Keys_of_different_kinds_are_different_though_their_ids_look_alike() =>
        Assert.NotEqual(ResourceKey.Order(1), ResourceKey.Checkout("1"));

    [Fact]
    public void Token_of_a_checkout_is_in_nothing_that_leaves_the_process()
    {
        var key = ResourceKey.OfToken("0a1b2c3d4e5f"u8);
        Assert.DoesNotContain("0a1b2c3d4e5f", key.ToString(), StringComparison.Ordinal);
        Assert.Equal(key, ResourceKey.OfToken("0a1b2c3d4e5f"u8));
        Assert.Equal(key, ResourceKey.Parse(key.ToString()));
        Assert.NotEqual(key, ResourceKey.OfToken("0a1b2c3d4e5e"u8));
    }
}
