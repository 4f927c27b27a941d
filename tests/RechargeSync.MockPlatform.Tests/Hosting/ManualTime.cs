namespace RechargeSync.MockPlatform.Tests.Hosting;

/// <summary>A clock that moves only when told, and that can say when somebody has begun to wait on it.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Seen)> _watches = [];
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once a timer of exactly that length is running.</summary>
    public Task UntilTimerAsync(TimeSpan due)
    {
        lock (_gate)
        {
            if (_timers.Exists(t => t.Length == due))
            {
                return Task.CompletedTask;
            }

            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watches.Add((due, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30), System);
        }
    }

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(t => t.DueAt <= _now).OrderBy(t => t.DueAt)];
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(t => t.Fire());
    }

    private void Start(ManualTimer timer, TimeSpan length)
    {
        lock (_gate)
        {
            timer.Length = length;
            timer.DueAt = _now + length;
            _timers.Add(timer);
            foreach (var (_, seen) in _watches.FindAll(w => w.Due == length))
            {
                seen.TrySetResult();
            }

            _watches.RemoveAll(w => w.Due == length);
        }
    }

    private void Stop(ManualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Length { get; set; }

        public DateTimeOffset DueAt { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Stop(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                owner.Start(this, dueTime);
            }

            return true;
        }

        public void Dispose() => owner.Stop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
