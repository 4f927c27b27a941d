using System.Threading.Channels;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Live;

/// <summary>Hands what happens to whoever listens. Who is too slow misses the oldest.</summary>
internal sealed class LiveHub
{
    /// <summary>Listeners at once.</summary>
    public const int Most = 200;

    private const int Waiting = 500;

    private readonly Lock _lock = new();
    private readonly HashSet<Channel<LiveEvent>> _listeners = [];
    private TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once somebody listens.</summary>
    public Task Listened
    {
        get
        {
            lock (_lock)
            {
                return _first.Task;
            }
        }
    }

    public bool HasListeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count > 0;
            }
        }
    }

    /// <summary>Begins to listen; null where too many do.</summary>
    public Channel<LiveEvent>? Join()
    {
        var listener = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (_lock)
        {
            if (_listeners.Count >= Most)
            {
                return null;
            }

            _listeners.Add(listener);
            _first.TrySetResult();
        }

        return listener;
    }

    public void Leave(Channel<LiveEvent> listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
            if (_listeners.Count == 0)
            {
                _first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Tell(IReadOnlyList<LiveEvent> happened)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
            {
                foreach (var one in happened)
                {
                    listener.Writer.TryWrite(one);
                }
            }
        }
    }
}
