namespace RechargeSync.Testing;

/// <summary>Waits for what is bound to happen, never for time alone.</summary>
internal static class Until
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Looks until the condition holds.</summary>
    /// <param name="condition">Looked at every 25 milliseconds.</param>
    /// <param name="what">What is waited for, as a sentence: "Redis answers".</param>
    /// <param name="longest">20 seconds where nothing is given.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It did not happen; the message says what was waited for.</exception>
    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        string what,
        TimeSpan? longest = null,
        CancellationToken cancellationToken = default
    )
    {
        var patience = longest ?? s_patience;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0.#} s in vain until {what}.");
            }

            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
        }
    }

    public static Task TrueAsync(
        Func<bool> condition,
        string what,
        TimeSpan? longest = null,
        CancellationToken cancellationToken = default
    ) => TrueAsync(() => Task.FromResult(condition()), what, longest, cancellationToken);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(s_patience, TimeProvider.System);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(s_patience, TimeProvider.System);
}
