using System.Threading.Channels;
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
    private readonly Channel<Pending> _queue = Channel.CreateUnbounded<Pending>();
    private readonly Lock _start = new();
    private Task[]? _writers;

    /// <summary>Stores one request together with whatever else waits.</summary>
    /// <param name="request">What to store.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may be stored all the same.</param>
    public Task<TResult> SubmitAsync(TRequest request, CancellationToken cancellationToken)
    {
        EnsureStarted();
        var pending = new Pending(request);
        return _queue.Writer.TryWrite(pending)
            ? pending.Result.Task.WaitAsync(cancellationToken)
            : Task.FromException<TResult>(new ObjectDisposedException(nameof(GroupCommit<,>)));
    }

    /// <summary>Lets what is queued be stored, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers ?? []);
    }

    private void EnsureStarted()
    {
        if (Volatile.Read(ref _writers) is not null)
        {
            return;
        }

        lock (_start)
        {
            // The writers serve every request: they must not carry the trace of the one that happened to come first.
            using (ExecutionContext.SuppressFlow())
            {
                _writers ??= [.. Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync))];
            }
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<Pending>(maxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < maxBatch && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            if (batch.Count > 0)
            {
                await CommitAsync(batch);
                batch.Clear();
            }
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
