using System.Runtime.InteropServices;

namespace RechargeSync.Core.Work;

/// <summary>
/// Places that stores share. A store takes a place only while more are free than it holds: one slow store gets half of
/// them, two get a third each, and for the next one there is always room. A store that is alone may have them all.
/// </summary>
internal sealed class StoreShares(int places, bool isShared)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);
    private int _taken;
    private TaskCompletionSource _left = NewSignal();

    /// <summary>Places that are taken.</summary>
    public int Taken
    {
        get
        {
            lock (_lock)
            {
                return _taken;
            }
        }
    }

    /// <summary>Completes when the next place is given back.</summary>
    public Task NextLeave
    {
        get
        {
            lock (_lock)
            {
                return _left.Task;
            }
        }
    }

    /// <summary>How many more places a store may take, given that no other takes any.</summary>
    public int RoomFor(string store)
    {
        lock (_lock)
        {
            return isShared ? Math.Max(0, (Free - _held.GetValueOrDefault(store) + 1) / 2) : Free;
        }
    }

    /// <summary>True where a place is the store's now.</summary>
    public bool TryEnter(string store)
    {
        lock (_lock)
        {
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, store, out _);
            if (Free == 0 || (isShared && held >= Free))
            {
                return false;
            }

            held++;
            _taken++;
            return true;
        }
    }

    /// <summary>The same, and waits for it for so long.</summary>
    public async Task<bool> EnterAsync(
        string store,
        TimeSpan patience,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (TryEnter(store))
        {
            return true;
        }

        var started = clock.GetTimestamp();
        while (true)
        {
            var left = NextLeave;
            if (TryEnter(store))
            {
                return true;
            }

            var wait = patience - clock.GetElapsedTime(started);
            if (wait <= TimeSpan.Zero)
            {
                return false;
            }

            await left.WaitAsync(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string store)
    {
        TaskCompletionSource left;
        lock (_lock)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_held, store, out _)--;
            _taken--;
            (left, _left) = (_left, NewSignal());
        }

        left.SetResult();
    }

    /// <summary>
    /// Waits until one of the stores may take half of the places that it could have at most, and no longer than so.
    /// </summary>
    public Task WaitForRoomAsync(
        IReadOnlyCollection<string> stores,
        TimeSpan patience,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var most = isShared ? (places + 1) / 2 : places;
        return WaitUntilAsync(
            () => stores.Any(store => 2 * RoomFor(store) >= most),
            patience,
            clock,
            cancellationToken
        );
    }

    /// <summary>Waits until every place is given back.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) =>
        WaitUntilAsync(() => Taken == 0, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    private async Task WaitUntilAsync(
        Func<bool> isMet,
        TimeSpan patience,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        using var time = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        while (!either.IsCancellationRequested)
        {
            var left = NextLeave;
            if (isMet())
            {
                return;
            }

            await left.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private int Free => places - _taken;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
