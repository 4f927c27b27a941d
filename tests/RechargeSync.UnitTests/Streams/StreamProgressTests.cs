using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Streams;

namespace RechargeSync.UnitTests.Streams;

public sealed class StreamProgressTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_age = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly StreamProgress _progress;

    public StreamProgressTests() => _progress = new StreamProgress(s_patience, _clock);

    [Fact]
    public void Group_that_goes_on_has_in_hand_what_came_after_its_next_entry()
    {
        for (var id = 1; id < 100; id++)
        {
            Assert.Equal(s_age, _progress.InHand(At($"{id}-0")));
            _clock.Advance(s_patience - TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Group_that_stands_at_one_entry_has_nothing_in_hand_until_it_goes_on()
    {
        Assert.Equal(s_age, _progress.InHand(At("1-0")));
        _clock.Advance(s_patience);
        Assert.Null(_progress.InHand(At("1-0")));
        Assert.Equal(s_age, _progress.InHand(At("2-0")));
    }

    [Fact]
    public void Group_that_has_read_everything_has_nothing_in_hand()
    {
        Assert.Null(_progress.InHand(new GroupState(0, 7, null, null, s_age, "1-0")));
        Assert.Equal(s_age, _progress.InHand(At("1-0")));
    }

    private static GroupState At(string next) => new(1, 0, next, s_age, s_age, next);
}
