namespace RechargeSync.Testing.Processes;

/// <summary>
/// Lets suites that need the machine's cores to themselves go one after the other, where `dotnet test` runs projects
/// side by side: the first to ask has the turn until its process ends.
/// </summary>
internal static class MachineTurn
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private static readonly SemaphoreSlim s_once = new(1);
    private static FileStream? s_turn;

    /// <summary>Waits for the turn.</summary>
    /// <exception cref="TimeoutException">Another suite did not end.</exception>
    public static async Task TakeAsync()
    {
        await s_once.WaitAsync();
        try
        {
            s_turn ??= await WaitAsync();
        }
        finally
        {
            s_once.Release();
        }
    }

    private static async Task<FileStream> WaitAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"rechargesync-tests-{Environment.UserName}.turn");
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception)
            {
                if (TimeProvider.System.GetElapsedTime(started) > s_longest)
                {
                    throw new TimeoutException(
                        $"Another suite has held {file} for {s_longest.TotalMinutes} minutes.",
                        exception
                    );
                }

                await Task.Delay(s_look, TimeProvider.System);
            }
        }
    }
}
