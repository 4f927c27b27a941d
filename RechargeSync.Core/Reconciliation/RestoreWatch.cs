using Microsoft.Extensions.Logging;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using StackExchange.Redis;

namespace RechargeSync.Core.Reconciliation;

/// <summary>
/// Finds out that the database has lost commits: it is another one than before, or has not come as far as Redis
/// remembers. A database can do so only while nobody is connected, so whoever creates an order asks anew once a
/// connection was opened, and pays nothing else.
/// </summary>
internal sealed class RestoreWatch(
    LineageTable table,
    ServerWatch server,
    IConnectionMultiplexer redis,
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<RestoreWatch> log
) : PeriodicService(TimeSpan.FromSeconds(5), clock)
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly RedisKey _witness =
        $"rechargesync:beat:{new NpgsqlConnectionStringBuilder(database.ConnectionString).Database}";

    private Known? _known;

    /// <summary>When the database last lost commits; null where it never has.</summary>
    public async ValueTask<DateTimeOffset?> LastRestoreAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Connections == server.Opened)
        {
            return known.RestoredAt;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _known is { } since && since.Connections == server.Opened
                ? since.RestoredAt
                : await BeatAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    protected override void Failed(Exception exception) => log.RestoreWatchFailed(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await BeatAsync(cancellationToken);
            return false;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<DateTimeOffset?> BeatAsync(CancellationToken cancellationToken)
    {
        // Both are read before: the witness, so that what it holds was committed before this statement began; the
        // connections, so that one that is opened for it is asked for once more.
        var connections = server.Opened;
        var beat = await table.BeatAsync(await WitnessAsync(), cancellationToken);
        if (beat.IsFound)
        {
            log.CommitsLost(beat.RestoredTo);
        }

        _known = new Known(connections, beat.RestoredAt);
        await BearWitnessAsync(beat.Number);
        return beat.RestoredAt;
    }

    private async Task<long> WitnessAsync()
    {
        try
        {
            return (long?)await redis.GetDatabase().StringGetAsync(_witness) ?? 0;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return 0;
        }
    }

    private async Task BearWitnessAsync(long beat)
    {
        try
        {
            await redis.GetDatabase().StringSetAsync(_witness, beat);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // The next beat tells it.
        }
    }

    private sealed record Known(int Connections, DateTimeOffset? RestoredAt);
}
