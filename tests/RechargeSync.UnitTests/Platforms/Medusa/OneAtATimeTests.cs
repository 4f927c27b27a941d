using RechargeSync.Platforms.Medusa;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms.Medusa;

public sealed class OneAtATimeTests
{
    private readonly OneAtATime _turns = new();

    [Fact]
    public async Task The_same_reference_waits_and_another_one_does_not()
    {
        var goOn = new TaskCompletionSource();
        var first = RunAsync("a", goOn.Task);
        var second = RunAsync("a", Task.CompletedTask);

        await RunAsync("b", Task.CompletedTask).InTimeAsync();
        Assert.False(second.IsCompleted);

        goOn.SetResult();
        await Task.WhenAll(first, second).InTimeAsync();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_turn_to_others()
    {
        var goOn = new TaskCompletionSource();
        using var givesUp = new CancellationTokenSource();
        var first = RunAsync("a", goOn.Task);
        var second = _turns.RunAsync("a", () => Task.FromResult(true), givesUp.Token);
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        goOn.SetResult();
        await first.InTimeAsync();
        await RunAsync("a", Task.CompletedTask).InTimeAsync();
    }

    private Task<bool> RunAsync(string reference, Task until) =>
        _turns.RunAsync(
            reference,
            async () =>
            {
                await until;
                return true;
            },
            CancellationToken.None
        );
}
