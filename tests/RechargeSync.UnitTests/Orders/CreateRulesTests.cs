using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

public sealed class CreateRulesTests
{
    private static readonly TimeSpan s_settleTime = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset s_processed = new(2026, 3, 2, 14, 15, 33, TimeSpan.Zero);

    [Theory]
    [InlineData("order/created", 5, true)]
    [InlineData("order/created", 60, true)]
    [InlineData("order/created", 61, false)]
    [InlineData("order/created", -3600, true)]
    [InlineData("order/processed", 5, true)]
    [InlineData("order/reconciled", 5, false)]
    public void First_is_what_Recharge_told_us_as_soon_as_it_could_be_placed(
        string topic,
        int seconds,
        bool expected
    ) => Assert.Equal(expected, IsFirst(new OrderBuilder(), topic, seconds));

    [Fact]
    public void Prepaid_order_of_today_that_was_created_months_ago_is_the_first() =>
        Assert.True(IsFirst(new OrderBuilder().With("created_at", "\"2025-12-02T14:15:28+00:00\"")));

    [Fact]
    public void Without_the_time_of_its_processing_an_order_can_be_placed_on_its_day() =>
        Assert.True(
            IsFirst(
                new OrderBuilder()
                    .Without("processed_at")
                    .With("created_at", "\"2025-12-02T14:15:28+00:00\"")
                    .With("scheduled_at", "\"2026-03-02T14:15:00+00:00\"")
            )
        );

    [Fact]
    public void Order_that_names_no_time_may_have_been_there_before() =>
        Assert.False(IsFirst(new OrderBuilder().Without("processed_at").Without("created_at").Without("scheduled_at")));

    [Theory]
    [InlineData(-61, true)]
    [InlineData(-59, false)]
    [InlineData(3600, false)]
    public void What_could_be_placed_before_the_database_forgot_is_not_known_to_be_the_first(
        int seconds,
        bool expected
    ) => Assert.Equal(expected, IsFirst(new OrderBuilder(), restoredAt: s_processed.AddSeconds(seconds)));

    [Theory]
    [InlineData(0, 1.875)]
    [InlineData(1, 2.875)]
    [InlineData(10, 20)]
    [InlineData(40, 60)]
    [InlineData(59, 60)]
    public void Looks_come_at_growing_distances_until_the_settle_time_has_passed(double seconds, double next) =>
        Assert.Equal(
            Rows.Now.AddSeconds(next),
            CreateRules.NextLook(Rows.Now, Rows.Now.AddSeconds(seconds), s_settleTime)
        );

    [Theory]
    [InlineData(60)]
    [InlineData(3600)]
    public void Once_the_settle_time_has_passed_the_order_may_be_created(double seconds) =>
        Assert.Null(CreateRules.NextLook(Rows.Now, Rows.Now.AddSeconds(seconds), s_settleTime));

    [Fact]
    public void What_was_never_tried_has_nothing_to_settle() =>
        Assert.Null(CreateRules.NextLook(since: null, Rows.Now, s_settleTime));

    private static bool IsFirst(
        OrderBuilder order,
        string topic = "order/created",
        int seconds = 5,
        DateTimeOffset? restoredAt = null
    ) => CreateRules.IsFirst(Delivery(order, topic, s_processed.AddSeconds(seconds)), order.Read(), restoredAt);

    private static PendingDelivery Delivery(OrderBuilder order, string topic, DateTimeOffset receivedAt) =>
        order.Delivery(1, topic) with
        {
            ReceivedAt = receivedAt,
        };
}
