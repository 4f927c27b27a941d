namespace RechargeSync.Core.Hosting;

/// <summary>Work that a service starts and does not wait for, so much of it at once and no more.</summary>
/// <param name="limit">How much.</param>
internal sealed class SideBySide(int limit) : IDisposable
{
    private readonly SemaphoreSlim _room = new(limit);
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Waits until there is room; returns for how much.</summary>
    public async Task<int> RoomAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        return _room.Release() + 1;
    }

    /// <summary>Starts work as soon as there is room for it.</summary>
    /// <param name="work">Has to handle its own failures; its token ends with <see cref="AbortAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    public async Task StartAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        _ = RunAsync(work);
    }

    /// <summary>Ends when nothing is under way, or is to be any longer.</summary>
    public async Task DrainAsync()
    {
        for (var i = 0; i < limit; i++)
        {
            await _room.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Breaks off what is under way.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    public void Dispose()
    {
        _room.Dispose();
        _abort.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_abort.Token);
        }
        finally
        {
            _room.Release();
        }
    }
}
