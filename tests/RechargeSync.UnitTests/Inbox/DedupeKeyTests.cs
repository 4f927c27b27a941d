using RechargeSync.Core.Inbox;

namespace RechargeSync.UnitTests.Inbox;

public sealed class DedupeKeyTests
{
    [Fact]
    public void Same_topic_and_body_are_the_same_delivery() =>
        Assert.Equal(InboxWriter.DedupeKey("order/created", "{}"u8), InboxWriter.DedupeKey("order/created", "{}"u8));

    [Theory]
    [InlineData("order/updated", "{}")]
    [InlineData("order/created", "{ }")]
    [InlineData("order/created", "")]
    [InlineData("order/created{}", "")]
    [InlineData("order/created\n{}", "")]
    public void Every_other_topic_or_body_is_another_one(string topic, string body)
    {
        var key = InboxWriter.DedupeKey(topic, System.Text.Encoding.UTF8.GetBytes(body));
        Assert.NotEqual(InboxWriter.DedupeKey("order/created", "{}"u8), key);
        Assert.Equal(32, key.Length);
    }
}
