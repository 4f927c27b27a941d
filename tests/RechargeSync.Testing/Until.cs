namespace RechargeSync.IntegrationTests.Testing;

/// <summary>Waits for what is bound to happen, never for time alone.</summary>
internal static class Until
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">It did not happen.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > s_patience)
            {
                throw new TimeoutException($"Never came true: {what}.");
            }

            await Task.Delay(s_look, TimeProvider.System, CancellationToken.None);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) =>
        TrueAsync(() => Task.FromResult(condition()), what);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(s_patience, TimeProvider.System);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(s_patience, TimeProvider.System);
}
