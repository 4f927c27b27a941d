using RechargeSync.Core.Storage;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkKeyTests
{
    [Fact]
    public void Order_is_named_by_its_id()
    {
        var key = WorkKey.Order("default", 534919106);
        Assert.Equal(new WorkKey("default", "order/534919106"), key);
        Assert.Equal(
            (true, false, 534919106L),
            (key.IsOf(WorkKey.OrderKind), key.IsOf(WorkKey.CheckoutKind), key.OrderId)
        );
    }

    [Fact]
    public void Checkout_is_named_by_its_token()
    {
        var key = WorkKey.Checkout("default", "a/b");
        Assert.Equal(new WorkKey("default", "checkout/a/b"), key);
        Assert.Equal((false, true, "a/b"), (key.IsOf(WorkKey.OrderKind), key.IsOf(WorkKey.CheckoutKind), key.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("charge/1")]
    [InlineData("Order/1")]
    [InlineData("orders/1")]
    [InlineData("order")]
    public void Everything_else_is_neither(string resource)
    {
        var key = new WorkKey("default", resource);
        Assert.False(key.IsOf(WorkKey.OrderKind) || key.IsOf(WorkKey.CheckoutKind));
    }
}
