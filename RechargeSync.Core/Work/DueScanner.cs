using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Work;

/// <summary>Takes up what Postgres says is due: retries, and rows whose worker is gone. Needs no stream.</summary>
internal sealed class DueScanner<TRow>(
    IWorkTable<TRow> table,
    WorkLoop<TRow> loop,
    StoreRegistry stores,
    WorkerNameLock name,
    IOptions<WorkOptions> options,
    TimeProvider clock,
    ILogger<DueScanner<TRow>> log
) : PeriodicService(options.Value.DueInterval, clock)
    where TRow : class, IWorkRow<TRow>
{
    // Rows that are taken up together share their statements, so where more is due than there are places for, a look
    // waits until a store has half of its places free, but not for calls that take long.
    private static readonly TimeSpan s_gathering = TimeSpan.FromMilliseconds(50);

    private readonly string[] _names = [.. stores.All.Select(store => store.Name)];
    private readonly StoreShares _shares = new(options.Value.DueConcurrency, isShared: stores.All.Skip(1).Any());
    private readonly CancellationTokenSource _abort = new();
    private bool _ownReleased;

    /// <summary>
    /// Stops looking, lets what is under way finish, and breaks it off only when the host's time is up.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Returns when all is drained, or when the time is up.
        await base.StopAsync(cancellationToken);
        await _abort.CancelAsync();
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await _shares.DrainAsync(_abort.Token);
        }
    }

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        // Under a name that another worker has, what is held is that one's.
        if (!_ownReleased && await name.TryHoldAsync(cancellationToken))
        {
            var count = await table.ReleaseOwnAsync(cancellationToken);
            _ownReleased = true;
            if (count > 0)
            {
                log.OwnReleased(count);
            }
        }

        return await StartDueAsync(cancellationToken);
    }

    protected override void Failed(Exception exception) => log.DueFailed(exception);

    // Starts what is due and does not wait for it: a call that hangs holds up its own row only, and rows of a store
    // whose calls hang leave room for those of others.
    private async Task<bool> StartDueAsync(CancellationToken stoppingToken)
    {
        var left = _shares.NextLeave;
        StoreRoom[] rooms =
        [
            .. _names.Select(name => new StoreRoom(name, _shares.RoomFor(name))).Where(room => room.Most > 0),
        ];
        var due = rooms.Length == 0 ? [] : await table.DueAsync(rooms, stoppingToken);
        var started = 0;
        foreach (var key in due.Where(key => _shares.TryEnter(key.Store)))
        {
            _ = RunAsync(key);
            started++;
        }

        var full = Array.FindAll(_names, name => IsMoreDue(name, rooms, due));
        if (full.Length > 0)
        {
            await WaitForRoomAsync(started == 0 ? left : Task.CompletedTask, full, stoppingToken);
        }

        return full.Length > 0;
    }

    private async Task WaitForRoomAsync(Task left, string[] names, CancellationToken stoppingToken)
    {
        var interval = options.Value.DueInterval;
        await left.WaitAsync(interval, Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _shares.WaitForRoomAsync(names, interval < s_gathering ? interval : s_gathering, Clock, stoppingToken);
    }

    // A full answer says so, and where there was no room to ask, there may be.
    private static bool IsMoreDue(string store, StoreRoom[] rooms, IReadOnlyList<WorkKey> due) =>
        due.Count(key => key.Store == store) >= Array.Find(rooms, room => room.Store == store).Most;

    private async Task RunAsync(WorkKey key)
    {
        try
        {
            await loop.RunAsync(key, _abort.Token);
        }
#pragma warning disable CA1031 // One bad row must not hold up the others; its lease runs out and it is due again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!_abort.IsCancellationRequested)
            {
                log.DueWorkFailed(exception, key.Store, key.Resource);
            }
        }
        finally
        {
            _shares.Leave(key.Store);
        }
    }
}
