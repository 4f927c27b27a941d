using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Work;

public sealed class StoreSharesTests
{
    private const int Places = 32;

    [Fact]
    public void Store_that_is_alone_may_have_every_place() =>
        Assert.Equal(Places, Fill(new StoreShares(Places, isShared: false), "only"));

    [Fact]
    public void Store_that_holds_on_to_its_places_leaves_half_to_the_next_and_room_to_every_other()
    {
        var shares = new StoreShares(Places, isShared: true);
        Assert.Equal(Places / 2, Fill(shares, "slow"));
        Assert.Equal(Places / 4, Fill(shares, "slow, too"));
        Assert.Equal(Places / 8, Fill(shares, "good"));
        Assert.True(shares.TryEnter("another"));
    }

    [Fact]
    public void Room_that_is_told_is_room_that_there_is()
    {
        for (var taken = 0; taken <= Places; taken++)
        {
            var shares = new StoreShares(Places, isShared: true);
            for (var i = 0; i < taken; i++)
            {
                shares.TryEnter($"other {i}");
            }

            var room = shares.RoomFor("good");
            Assert.Equal(room, Fill(shares, "good"));
        }
    }

    [Fact]
    public async Task Who_waits_enters_as_soon_as_there_is_a_place()
    {
        var shares = new StoreShares(1, isShared: true);
        shares.TryEnter("slow");
        var entry = shares.EnterAsync("good", TimeSpan.FromSeconds(1), new FakeTimeProvider(), default);
        Assert.False(entry.IsCompleted);
        shares.Leave("slow");
        Assert.True(await entry);
    }

    [Fact]
    public async Task Who_waits_too_long_goes_without()
    {
        var clock = new FakeTimeProvider();
        var shares = new StoreShares(1, isShared: true);
        shares.TryEnter("slow");
        var entry = shares.EnterAsync("good", TimeSpan.FromSeconds(1), clock, default);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await entry);
    }

    [Theory]
    [InlineData(false, Places / 2)]
    [InlineData(true, Places / 4)]
    public async Task Room_is_there_once_a_store_may_take_half_of_all_that_it_could_have(bool isShared, int half)
    {
        var shares = new StoreShares(Places, isShared);
        Fill(shares, "busy");
        var wait = shares.WaitForRoomAsync(["busy"], TimeSpan.FromSeconds(1), new FakeTimeProvider(), default);
        for (var left = 1; left < half; left++)
        {
            shares.Leave("busy");
        }

        Assert.False(wait.IsCompleted);
        shares.Leave("busy");
        await wait;
        Assert.Equal(half, Fill(shares, "busy"));
    }

    [Fact]
    public async Task Room_is_waited_for_no_longer_than_so()
    {
        var clock = new FakeTimeProvider();
        var shares = new StoreShares(Places, isShared: false);
        Fill(shares, "busy");
        var wait = shares.WaitForRoomAsync(["busy"], TimeSpan.FromSeconds(1), clock, default);
        clock.Advance(TimeSpan.FromSeconds(1));
        await wait;
    }

    [Fact]
    public async Task Drain_ends_with_the_last_place()
    {
        var shares = new StoreShares(2, isShared: false);
        shares.TryEnter("a");
        shares.TryEnter("b");
        var drain = shares.DrainAsync(default);
        shares.Leave("a");
        Assert.False(drain.IsCompleted);
        shares.Leave("b");
        await drain;
    }

    private static int Fill(StoreShares shares, string store)
    {
        var taken = 0;
        while (shares.TryEnter(store))
        {
            taken++;
        }

        return taken;
    }
}
