using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class SubscriptionPlanTests
{
    private const string Base = "https://hooks.test";

    private static readonly List<WebhookSubscription> s_all =
    [
        .. RechargeTopic.All.Select(
            (topic, i) => new WebhookSubscription(i + 1, topic.Name, $"{Base}/webhooks/recharge/default/{topic.Name}")
        ),
    ];

    [Fact]
    public void Nothing_is_done_where_all_are_there()
    {
        var plan = For(s_all);
        Assert.Empty(plan.Missing);
        Assert.Empty(plan.Surplus);
    }

    [Fact]
    public void What_is_missing_is_named_with_its_address()
    {
        Assert.Equal(s_all.Select(webhook => (webhook.Topic, webhook.Address)), For([]).Missing);
        Assert.Equal(
            [("order/updated", $"{Base}/webhooks/recharge/default/order/updated")],
            For([.. s_all.Where(webhook => webhook.Topic != "order/updated")]).Missing
        );
    }

    [Fact]
    public void Oldest_copy_stays()
    {
        var plan = For([
            new WebhookSubscription(9, s_all[0].Topic, s_all[0].Address),
            .. s_all,
            new WebhookSubscription(8, s_all[0].Topic, s_all[0].Address),
        ]);
        Assert.Empty(plan.Missing);
        Assert.Equal([8, 9], plan.Surplus.Select(webhook => webhook.Id));
    }

    [Theory]
    [InlineData("order/created", "https://elsewhere.test/webhooks/recharge/default/order/created")]
    [InlineData("order/created", "https://hooks.test/webhooks/recharge/other/order/created")]
    [InlineData("order/cancelled", "https://hooks.test/webhooks/recharge/default/order/created")]
    [InlineData("", "not an address")]
    public void Foreign_one_is_neither_ours_nor_surplus(string topic, string address)
    {
        var plan = For([.. s_all, new WebhookSubscription(9, topic, address)]);
        Assert.Empty(plan.Missing);
        Assert.Empty(plan.Surplus);
    }

    [Theory]
    [InlineData("HTTPS://HOOKS.test:443/webhooks/recharge/default/order/created")]
    [InlineData("https://hooks.test/webhooks/recharge/default/order/created")]
    public void Same_address_in_other_letters_is_ours(string address) =>
        Assert.Empty(For([.. s_all.Skip(1), new WebhookSubscription(9, "order/created", address)]).Missing);

    private static SubscriptionPlan For(IReadOnlyList<WebhookSubscription> listed) =>
        SubscriptionPlan.For(listed, Base + "/", "default", takeBacks: true);
}
