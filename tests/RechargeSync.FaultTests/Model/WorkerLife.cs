namespace RechargeSync.FaultTests.Model;

/// <summary>The life of one worker process and the faults that lie before it.</summary>
internal sealed class WorkerLife : IDisposable
{
    private readonly Queue<Fault> _faults = new();
    private CancellationTokenSource _end = new();

    /// <summary>Ends with the process.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Tells the processes apart.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The faults of the next calls, in turn; after them all goes well.</summary>
    public void Plan(IEnumerable<Fault> faults)
    {
        _faults.Clear();
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    public Fault Next() => _faults.TryDequeue(out var fault) ? fault : Fault.None;

    /// <summary>kill −9: nothing after this line runs, except in the next process.</summary>
    public OperationCanceledException Crash()
    {
        _end.Cancel();
        return new OperationCanceledException("The worker was killed.", _end.Token);
    }

    public void Restart()
    {
        _end.Dispose();
        _end = new CancellationTokenSource();
        Number++;
    }

    public void Dispose() => _end.Dispose();
}
