using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Inbox;

namespace RechargeSync.UnitTests.Inbox;

public sealed class LogSamplerTests
{
    [Fact]
    public void One_line_a_second_stands_for_all_of_its_store_and_reason()
    {
        var clock = new FakeTimeProvider();
        var sampler = new LogSampler(clock);
        Assert.Equal([1, 0, 0], [Wrong(), Wrong(), Wrong()]);
        Assert.Equal(1, sampler.Count("default", "missing"));
        Assert.Equal(1, sampler.Count("classic", "wrong"));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([3, 0], [Wrong(), Wrong()]);

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, Wrong());

        int Wrong() => sampler.Count("default", "wrong");
    }
}
