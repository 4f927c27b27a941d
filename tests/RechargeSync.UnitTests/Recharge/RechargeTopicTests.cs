using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

public sealed class RechargeTopicTests
{
    [Theory]
    [InlineData("order", "created", "id")]
    [InlineData("order", "processed", "id")]
    [InlineData("order", "updated", "id")]
    [InlineData("order", "cancelled", "id")]
    [InlineData("order", "deleted", "id")]
    [InlineData("charge", "refunded", "id")]
    [InlineData("checkout", "processed", "token")]
    public void Topics_that_are_subscribed_to_are_found(string resource, string @event, string identity)
    {
        var topic = RechargeTopic.Find(resource, @event)!;
        Assert.Equal((resource, $"{resource}/{@event}", identity), (topic.Resource, topic.Name, topic.Identity));
    }

    [Theory]
    [InlineData("order", "")]
    [InlineData("order", "createdd")]
    [InlineData("order", "/created")]
    [InlineData("Order", "created")]
    [InlineData("order", "Created")]
    [InlineData("checkout", "created")]
    [InlineData("charge", "paid")]
    [InlineData("", "")]
    [InlineData("order/created", "created")]
    public void Every_other_topic_is_unknown(string resource, string @event) =>
        Assert.Null(RechargeTopic.Find(resource, @event));

    [Fact]
    public void Nothing_else_is_subscribed_to() =>
        Assert.Equal(
            "order/created order/processed order/updated order/cancelled order/deleted charge/refunded checkout/processed",
            string.Join(' ', RechargeTopic.All.Select(topic => topic.Name))
        );
}
