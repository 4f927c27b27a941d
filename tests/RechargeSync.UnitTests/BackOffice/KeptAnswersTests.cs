using Microsoft.Extensions.Time.Testing;
using RechargeSync.Console.Hosting;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>What another side has answered, kept for all who look.</summary>
public sealed class KeptAnswersTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _asked;

    [Fact]
    public async Task Answer_is_kept_until_it_is_old()
    {
        var kept = new KeptAnswers<int>(_clock);
        Assert.Equal(1, await AskAsync(kept));
        _clock.Advance(KeptAnswers<int>.Fresh - TimeSpan.FromTicks(1));
        Assert.Equal(1, await AskAsync(kept));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, await AskAsync(kept));
    }

    [Fact]
    public async Task Each_store_has_its_own()
    {
        var kept = new KeptAnswers<int>(_clock);
        Assert.Equal(1, await AskAsync(kept, "default"));
        Assert.Equal(2, await AskAsync(kept, "classic"));
    }

    [Fact]
    public async Task Question_that_failed_is_asked_again()
    {
        var kept = new KeptAnswers<int>(_clock);
        await Assert.ThrowsAsync<TimeoutException>(() =>
            kept.GetAsync("default", _ => throw new TimeoutException(), default)
        );
        Assert.Equal(1, await AskAsync(kept));
    }

    private Task<int> AskAsync(KeptAnswers<int> kept, string store = "default") =>
        kept.GetAsync(store, _ => Task.FromResult(++_asked), CancellationToken.None);
}
