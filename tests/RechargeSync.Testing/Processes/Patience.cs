namespace RechargeSync.Testing.Processes;

/// <summary>Waits for conditions, never for time alone.</summary>
internal static class Patience
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within the time; the message says what was waited for.</exception>
    public static async Task UntilAsync(
        string what,
        TimeSpan longest,
        Func<Task<bool>> condition,
        CancellationToken cancellationToken
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > longest)
            {
                throw new TimeoutException($"Waited {longest.TotalSeconds:0.#} s in vain until {what}.");
            }

            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
        }
    }

    public static Task UntilAsync(
        string what,
        TimeSpan longest,
        Func<bool> condition,
        CancellationToken cancellationToken
    ) => UntilAsync(what, longest, () => Task.FromResult(condition()), cancellationToken);
}
