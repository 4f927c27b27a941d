using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkSlotsTests
{
    private static readonly WorkKey s_key = WorkKey.Order("default", 1);

    private readonly WorkSlots _gate = new();

    [Fact]
    public void Who_comes_second_leaves_word_and_the_first_goes_round_once_more()
    {
        Assert.True(_gate.TryEnter(s_key));
        Assert.False(_gate.TryEnter(s_key));
        Assert.False(_gate.TryEnter(s_key));
        Assert.True(_gate.GoRoundAgain(s_key));
        Assert.False(_gate.GoRoundAgain(s_key));
        Assert.Equal(0, _gate.Count);
        Assert.True(_gate.TryEnter(s_key));
    }

    [Fact]
    public void Rows_do_not_hold_up_each_other()
    {
        Assert.True(_gate.TryEnter(s_key));
        Assert.True(_gate.TryEnter(WorkKey.Order("other", 1)));
        Assert.True(_gate.TryEnter(WorkKey.Checkout("default", "1")));
        Assert.Equal(3, _gate.Count);
    }

    [Fact]
    public void Row_is_free_again_after_an_exception()
    {
        _gate.TryEnter(s_key);
        _gate.TryEnter(s_key);
        _gate.Leave(s_key);
        Assert.True(_gate.TryEnter(s_key));
        Assert.False(_gate.GoRoundAgain(s_key));
    }

    [Fact]
    public async Task No_word_is_lost_and_no_two_work_at_once()
    {
        var working = 0;
        var left = 20_000;
        var seen = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        while (Interlocked.Decrement(ref left) >= 0)
                        {
                            // Work comes in, then somebody is told: whoever works afterwards has to see it.
                            Interlocked.Increment(ref seen);
                            if (_gate.TryEnter(s_key))
                            {
                                do
                                {
                                    Assert.Equal(1, Interlocked.Increment(ref working));
                                    Volatile.Write(ref seen, 0);
                                    Interlocked.Decrement(ref working);
                                } while (_gate.GoRoundAgain(s_key));
                            }
                        }
                    })
                )
        );
        Assert.Equal((0, 0), (seen, _gate.Count));
    }
}
