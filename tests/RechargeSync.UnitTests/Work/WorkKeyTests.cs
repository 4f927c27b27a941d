using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Sync;

public sealed class WorkKeyTests
{
    [Fact]
    public void Order_is_named_by_its_id()
    {
        var key = WorkKey.Order("default", 534919106);
        Assert.Equal(new WorkKey("default", "order/534919106"), key);
        Assert.Equal((true, false, 534919106L), (key.IsOrder, key.IsCheckout, key.OrderId));
    }

    [Fact]
    public void Checkout_is_named_by_its_token()
    {
        var key = WorkKey.Checkout("default", "a/b");
        Assert.Equal(new WorkKey("default", "checkout/a/b"), key);
        Assert.Equal((false, true, "a/b"), (key.IsOrder, key.IsCheckout, key.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("charge/1")]
    [InlineData("Order/1")]
    [InlineData("orders/1")]
    public void Everything_else_is_neither(string resource)
    {
        var key = new WorkKey("default", resource);
        Assert.False(key.IsOrder || key.IsCheckout);
    }
}
