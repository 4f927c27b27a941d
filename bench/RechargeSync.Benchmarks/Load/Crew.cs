namespace RechargeSync.Benchmarks.Load;

/// <summary>A thread for each connection.</summary>
internal static class Crew
{
    private const int StackBytes = 256 * 1024;

    /// <summary>Runs the work once for each number below <paramref name="count"/>, all at once.</summary>
    public static Task RunAsync(int count, Action<int> work) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => RunAsync(() => work(i))));

    private static Task RunAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(
            () =>
            {
                try
                {
                    work();
                    done.SetResult();
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            },
            StackBytes
        )
        {
            IsBackground = true,
        }.Start();
        return done.Task;
    }
}
