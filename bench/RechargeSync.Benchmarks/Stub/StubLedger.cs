using System.Diagnostics;
using RechargeSync.Benchmarks.Load;

namespace RechargeSync.Benchmarks.Stub;

/// <summary>What the stub has seen of a run's orders.</summary>
/// <param name="first">The first order's number.</param>
/// <param name="count">How many there are.</param>
internal sealed class StubLedger(int first, int count)
{
    private readonly int[] _creates = new int[count];
    private readonly int[] _writes = new int[count];
    private readonly long[] _writtenAt = new long[count];
    private readonly SortedDictionary<int, TaskCompletionSource> _awaited = [];
    private readonly Lock _lock = new();
    private int _written;
    private int _strays;

    /// <summary>
    /// When each order's ids were written back, in ticks of <see cref="Stopwatch"/>; 0 where they were not.
    /// </summary>
    public ReadOnlySpan<long> WrittenAt => _writtenAt;

    public StubReport Report =>
        new(
            count,
            _creates.Count(calls => calls == 1),
            _creates.Sum(),
            _writes.Count(calls => calls == 1),
            _writes.Sum(),
            Volatile.Read(ref _strays)
        );

    /// <returns>False where the order was there already.</returns>
    public bool Create(long orderId) =>
        !TryIndex(orderId, out var index) || Interlocked.Increment(ref _creates[index]) == 1;

    public bool Has(long orderId) => TryIndex(orderId, out var index) && Volatile.Read(ref _creates[index]) > 0;

    public void Write(long orderId)
    {
        if (!TryIndex(orderId, out var index) || Interlocked.Increment(ref _writes[index]) != 1)
        {
            return;
        }

        _writtenAt[index] = Stopwatch.GetTimestamp();
        var written = Interlocked.Increment(ref _written);
        lock (_lock)
        {
            while (_awaited.Count > 0 && _awaited.First() is var next && next.Key <= written)
            {
                _awaited.Remove(next.Key);
                next.Value.SetResult();
            }
        }
    }

    /// <summary>Ends when so many orders were written back.</summary>
    public Task WrittenAsync(int orders, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Volatile.Read(ref _written) >= orders)
            {
                return Task.CompletedTask;
            }

            if (!_awaited.TryGetValue(orders, out var awaited))
            {
                _awaited[orders] = awaited = new TaskCompletionSource(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
            }

            return awaited.Task.WaitAsync(cancellationToken);
        }
    }

    private bool TryIndex(long orderId, out int index)
    {
        index = OrderTemplate.Number(orderId) - first;
        if (index >= 0 && index < count)
        {
            return true;
        }

        Interlocked.Increment(ref _strays);
        return false;
    }
}
