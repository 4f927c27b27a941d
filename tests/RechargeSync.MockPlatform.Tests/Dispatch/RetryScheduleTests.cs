using RechargeSync.MockPlatform.Dispatch;

namespace RechargeSync.MockPlatform.Tests.Dispatch;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Twenty_attempts_fill_48_hours_with_growing_waits()
    {
        var waits = Enumerable.Range(1, RetrySchedule.Attempts - 1).Select(new RetrySchedule(1).WaitAfter).ToList();

        Assert.Equal(20, RetrySchedule.Attempts);
        Assert.Equal(48, waits.Sum(w => w.TotalHours), 4);
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0].TotalSeconds, 60, 80);
    }

    [Fact]
    public void The_time_scale_makes_every_wait_shorter()
    {
        var wait = new RetrySchedule(360).WaitAfter(1);

        Assert.Equal(new RetrySchedule(1).WaitAfter(1).TotalSeconds / 360, wait.TotalSeconds, tolerance: 0.001);
    }
}
