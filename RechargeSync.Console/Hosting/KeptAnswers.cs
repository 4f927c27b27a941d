namespace RechargeSync.Console.Hosting;

/// <summary>
/// Keeps what another side has answered of a store for a while, whoever asks, and asks once for all who wait: however
/// often somebody looks, what a store may call is left to its orders.
/// </summary>
internal sealed class KeptAnswers<T>(TimeProvider clock)
{
    /// <summary>How long an answer is kept, whatever it says.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    // Longer than a call and its wait; nobody's leaving ends it for the others.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Task<T> Answer, long Asked)> _answers = new(StringComparer.Ordinal);

    /// <summary>The answer of a store, asked for where there is no fresh one.</summary>
    public Task<T> GetAsync(string store, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (
                !_answers.TryGetValue(store, out var kept)
                || kept.Answer.IsFaulted
                || kept.Answer.IsCanceled
                || clock.GetElapsedTime(kept.Asked) >= Fresh
            )
            {
                kept = _answers[store] = (AskAsync(ask), clock.GetTimestamp());
            }

            return kept.Answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<T> AskAsync(Func<CancellationToken, Task<T>> ask)
    {
        // Not under the lock.
        await Task.Yield();
        using var deadline = new CancellationTokenSource(s_patience, clock);
        return await ask(deadline.Token);
    }
}
