using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Work;

public sealed class StreakTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(1, 3600, false)]
    [InlineData(2, 3600, false)]
    [InlineData(3, 1.9, false)]
    [InlineData(3, 2, true)]
    [InlineData(19, 0, false)]
    [InlineData(20, 0, true)]
    public void Few_orders_through_some_seconds_or_many_at_once_mean_all(int orders, double seconds, bool all) =>
        Assert.Equal(all, Streak.MeansAll(orders, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void One_order_that_is_refused_again_and_again_means_nothing_to_the_others()
    {
        var streak = new Streak(_clock);
        for (var i = 0; i < 100; i++)
        {
            Assert.False(streak.Refused(Order(1)));
            _clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public void Order_that_is_taken_between_begins_the_count_anew()
    {
        var streak = new Streak(_clock);
        streak.Refused(Order(1));
        streak.Refused(Order(2));
        _clock.Advance(TimeSpan.FromSeconds(2));
        streak.End();
        Assert.False(streak.Refused(Order(3)));
        Assert.False(streak.Refused(Order(4)));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(streak.Refused(Order(5)));
    }

    private static WorkKey Order(long id) => WorkKey.Order("default", id);
}
