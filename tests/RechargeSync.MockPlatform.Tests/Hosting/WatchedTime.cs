using Microsoft.Extensions.Time.Testing;

namespace RechargeSync.MockPlatform.Tests.Hosting;

/// <summary>A clock that moves only when told, and that can say when somebody has begun to wait on it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly List<WatchedTimer> _running = [];
    private readonly List<(TimeSpan Length, TaskCompletionSource Seen)> _watches = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        timer.Inner = base.CreateTimer(
            given =>
            {
                Stopped(timer);
                callback(given);
            },
            state,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once a timer of exactly that length is running.</summary>
    public Task UntilTimerAsync(TimeSpan length)
    {
        lock (_lock)
        {
            if (_running.Exists(timer => timer.Length == length))
            {
                return Task.CompletedTask;
            }

            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watches.Add((length, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30), System);
        }
    }

    private void Started(WatchedTimer timer, TimeSpan length)
    {
        lock (_lock)
        {
            timer.Length = length;
            _running.Add(timer);
            foreach (var (_, seen) in _watches.FindAll(watch => watch.Length == length))
            {
                seen.TrySetResult();
            }

            _watches.RemoveAll(watch => watch.Length == length);
        }
    }

    private void Stopped(WatchedTimer timer)
    {
        lock (_lock)
        {
            _running.Remove(timer);
        }
    }

    private sealed class WatchedTimer(WatchedTime owner) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public TimeSpan Length { get; set; }

        // It is running before anybody is told, so that the clock may be moved at once.
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Stopped(this);
            var changed = Inner.Change(dueTime, period);
            if (dueTime > TimeSpan.Zero)
            {
                owner.Started(this, dueTime);
            }

            return changed;
        }

        public void Dispose()
        {
            owner.Stopped(this);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
