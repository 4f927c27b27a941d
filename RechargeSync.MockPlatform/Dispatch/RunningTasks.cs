namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>Background work that a shutdown waits for.</summary>
internal sealed class RunningTasks
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource _idle = Completed();

    /// <summary>Starts the work on the thread pool, free of the caller's activity and other ambient values.</summary>
    public void Run(Func<Task> work)
    {
        lock (_gate)
        {
            if (_count++ == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Owner.TrackAsync(state.Work),
            (Owner: this, Work: work),
            preferLocal: false
        );
    }

    /// <summary>Completes once nothing runs.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _idle.Task;
        }
    }

    private async Task TrackAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            lock (_gate)
            {
                if (--_count == 0)
                {
                    _idle.SetResult();
                }
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
