using System.Diagnostics;
using Npgsql;

namespace RechargeSync.Core.Batching;

/// <summary>
/// Lets concurrent requests share one statement and one commit: while a batch is on its way to the database, the next
/// one gathers. Alone, a request goes out at once.
/// </summary>
/// <param name="commit">Stores a batch; answers one result for each request, in order. What it throws reaches each of them.</param>
/// <param name="maxBatch">Most requests in one batch.</param>
/// <param name="writers">Batches on their way at once.</param>
/// <param name="timeout">Time for one batch.</param>
/// <param name="clock">Measures it.</param>
internal sealed class GroupCommit<TRequest, TResult>(
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> commit, int maxBatch, int writers, TimeSpan timeout, TimeProvider clock)
    : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Pending> _waiting = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _closed;

    /// <summary>Stores one request together with whatever else waits.</summary>
    /// <param name="request">What to store.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may be stored all the same.</param>
    public Task<TResult> SubmitAsync(TRequest request, CancellationToken cancellationToken)
    {
        var pending = new Pending(request);
        bool leads;
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromException<TResult>(new ObjectDisposedException(nameof(GroupCommit<,>)));
            }

            _waiting.Enqueue(pending);
            leads = _underWay < writers;
            _underWay += leads ? 1 : 0;
        }

        if (leads)
        {
            // Who comes while a writer is free leads: handing over to another thread costs more than what the caller does for others.
            _ = WriteAsync();
        }

        return pending.Result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets what is queued be stored, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            if (_underWay == 0)
            {
                _ended.TrySetResult();
            }
        }

        await _ended.Task;
    }

    private async Task WriteAsync()
    {
        // Serves many requests: it must not carry the trace of the one that happened to lead.
        Activity.Current = null;
        var batch = new List<Pending>();
        while (Take(batch))
        {
            await CommitAsync(batch);
            batch.Clear();
        }
    }

    // False once nothing waits; the writer then counts as gone.
    private bool Take(List<Pending> batch)
    {
        lock (_lock)
        {
            while (batch.Count < maxBatch && _waiting.TryDequeue(out var pending))
            {
                batch.Add(pending);
            }

            if (batch.Count > 0)
            {
                return true;
            }

            if (--_underWay == 0 && _closed)
            {
                _ended.TrySetResult();
            }

            return false;
        }
    }

    private async Task CommitAsync(IReadOnlyList<Pending> batch)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        try
        {
            var results = await commit([.. batch.Select(pending => pending.Request)], deadline.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result.TrySetResult(results[i]);
            }
        }
        catch (PostgresException exception) when (batch.Count > 1 && !exception.IsTransient)
        {
            // One request that the database refuses must not take the others with it.
            foreach (var pending in batch)
            {
                await CommitAsync([pending]);
            }
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the requests that wait for this batch.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var pending in batch)
            {
                pending.Result.TrySetException(exception);
            }
        }
    }

    private sealed record Pending(TRequest Request)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
