using Npgsql;
using RechargeSync.Core.Storage;
using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>
/// Looks again and again while a scenario runs: nothing may go backwards (I6), nothing personal may be in Redis (I9).
/// </summary>
internal sealed class Sampler(Bed bed, Database database) : IAsyncDisposable
{
    private const int MostViolations = 50;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // A look at a thousand orders and their deliveries costs the machine more than a look at a few, and one at a hundred
    // thousand keeps a core busy for longer than many orders take.
    private const int PauseInLooks = 6;
    private const int PauseInLongLooks = 20;
    private static readonly TimeSpan s_longLook = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<(string Store, long OrderId), OrderState> _orders = [];
    private readonly Dictionary<long, DeliveryState> _inbox = [];
    private readonly HashSet<string> _violations = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _looking = new(1);
    private Task _work = Task.CompletedTask;

    public void Start() => _work = Task.Run(WatchAsync, CancellationToken.None);

    /// <summary>
    /// Looks away while the database itself goes back, and forgets what was seen of it: from then on nothing may go
    /// backwards again.
    /// </summary>
    public async Task LookAwayAsync(Func<Task> work)
    {
        await _looking.WaitAsync();
        try
        {
            await work();
            _orders.Clear();
            _inbox.Clear();
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Looks once more, and stops.</summary>
    public async Task<IReadOnlyCollection<string>> FinishAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _work;
        await SampleRowsAsync(cancellationToken);
        await SampleRedisAsync();
        return _violations;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
        _looking.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                await SampleRowsAsync(_end.Token);
                await SampleRedisAsync();
                var look = TimeProvider.System.GetElapsedTime(started);
                var pause = look * (look > s_longLook ? PauseInLongLooks : PauseInLooks);
                await Task.Delay(pause > s_pause ? pause : s_pause, TimeProvider.System, _end.Token);
            }
            catch (Exception exception)
                when (exception is NpgsqlException or TimeoutException or IOException or OperationCanceledException)
            {
                // Postgres or Redis is away on purpose: the next look sees them again.
            }
        }
    }

    private async Task SampleRowsAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            await CompareRowsAsync(cancellationToken);
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task CompareRowsAsync(CancellationToken cancellationToken)
    {
        foreach (var now in await database.OrdersAsync(cancellationToken))
        {
            if (_orders.TryGetValue((now.Store, now.OrderId), out var before))
            {
                Compare(before, now);
            }

            _orders[(now.Store, now.OrderId)] = now;
        }

        foreach (var (id, now) in await database.InboxStatesAsync(cancellationToken))
        {
            if (_inbox.TryGetValue(id, out var before) && before != DeliveryState.Received && before != now)
            {
                Note($"I6 inbox row {id} went from {before} to {now}");
            }

            _inbox[id] = now;
        }
    }

    private async Task SampleRedisAsync()
    {
        foreach (var leak in await RedisScan.LeaksAsync(bed.Redis))
        {
            Note("I9 " + leak);
        }
    }

    // A done order may become active again by news of it; what was reached stays reached.
    private void Compare(OrderState before, OrderState now)
    {
        Keep("platform id", before.PlatformOrderId is null || before.PlatformOrderId == now.PlatformOrderId);
        Keep(
            "platform number",
            before.PlatformOrderNumber is null || before.PlatformOrderNumber == now.PlatformOrderNumber
        );
        Keep("order written", !before.IsWritten || now.IsWritten);
        Keep("charge written", !before.IsChargeWritten || now.IsChargeWritten);
        Keep("fence", before.Fence <= now.Fence);
        Keep("done", before.State != WorkState.Done || now.State is WorkState.Done or WorkState.Active);

        void Keep(string what, bool holds)
        {
            if (!holds)
            {
                Note($"I6 order {now.OrderId}: '{what}' went backwards: {before} became {now}");
            }
        }
    }

    private void Note(string violation)
    {
        if (_violations.Count < MostViolations)
        {
            _violations.Add(violation);
        }
    }
}
