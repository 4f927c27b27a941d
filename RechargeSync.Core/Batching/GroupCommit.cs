using System.Diagnostics;

namespace RechargeSync.Core.Batching;

/// <summary>
/// Lets concurrent requests share one statement and one commit: while a batch is on its way to the database, the next
/// one gathers. Alone, a request goes out at once; a further writer joins only once as many wait as the last batch
/// held, since many small commits cost more than a few large ones.
/// </summary>
/// <param name="commit">
/// Stores a batch; answers one result for each request, in order. What it throws reaches each of them.
/// </param>
/// <param name="maxBatch">Most requests in one batch.</param>
/// <param name="writers">Most batches on their way at once.</param>
/// <param name="timeout">Time for one batch.</param>
/// <param name="clock">Measures it.</param>
/// <param name="isRefusal">
/// Tells of an exception that one request of the batch may have caused: the others are then stored without it.
/// </param>
/// <param name="maxWaiting">
/// Most requests that wait for a batch; a further one is refused, and one that nobody waits for any more is dropped.
/// Null for no bound: each request then goes out, whoever still waits.
/// </param>
internal sealed class GroupCommit<TRequest, TResult>(
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> commit,
    int maxBatch,
    int writers,
    TimeSpan timeout,
    TimeProvider clock,
    Func<Exception, bool>? isRefusal = null,
    int? maxWaiting = null
) : IAsyncDisposable
{
    // Fewer are not worth a commit of their own while another one is under way.
    private const int LeastToJoin = 8;

    private readonly Lock _lock = new();
    private readonly Queue<Pending> _waiting = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _lastBatch;
    private bool _closed;

    private bool EnoughWait => _waiting.Count >= Math.Max(_lastBatch, LeastToJoin);

    /// <summary>Stores one request together with whatever else waits.</summary>
    /// <param name="request">What to store.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may be stored all the same.</param>
    /// <exception cref="QueueFullException">Too many wait; nothing was stored.</exception>
    public Task<TResult> SubmitAsync(TRequest request, CancellationToken cancellationToken)
    {
        var pending = new Pending(request, maxWaiting is null ? CancellationToken.None : cancellationToken);
        bool leads;
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromException<TResult>(new ObjectDisposedException(nameof(GroupCommit<,>)));
            }

            if (_waiting.Count >= maxWaiting && !DropAbandoned())
            {
                return Task.FromException<TResult>(new QueueFullException());
            }

            _waiting.Enqueue(pending);
            leads = _underWay == 0 || (_underWay < writers && EnoughWait);
            _underWay += leads ? 1 : 0;
        }

        if (leads)
        {
            // Who comes when a writer is called for leads: handing over to another thread costs more than what the
            // caller does for others.
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

    // Those that have waited longest give up first.
    private bool DropAbandoned()
    {
        var before = _waiting.Count;
        while (_waiting.TryPeek(out var oldest) && oldest.Abandoned.IsCancellationRequested)
        {
            _waiting.Dequeue();
        }

        return _waiting.Count < before;
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

    // False once nothing waits, or too little for one more writer than the last; this one then counts as gone.
    private bool Take(List<Pending> batch)
    {
        lock (_lock)
        {
            if (_underWay == 1 || EnoughWait)
            {
                while (batch.Count < maxBatch && _waiting.TryDequeue(out var pending))
                {
                    if (!pending.Abandoned.IsCancellationRequested)
                    {
                        batch.Add(pending);
                    }
                }
            }

            if (batch.Count > 0)
            {
                _lastBatch = batch.Count;
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
        catch (Exception exception) when (batch.Count > 1 && isRefusal?.Invoke(exception) == true)
        {
            // One request that the database refuses must not take the others with it. It is found by halves: with each
            // refusal half as many others have to be stored again.
            var half = batch.Count / 2;
            await CommitAsync([.. batch.Take(half)]);
            await CommitAsync([.. batch.Skip(half)]);
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

    private sealed record Pending(TRequest Request, CancellationToken Abandoned)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>As many wait for a commit as may; nothing was stored.</summary>
internal sealed class QueueFullException() : Exception("Too many wait to be stored.");
