using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Adds a delivery's stream entry again where it made no progress: Redis was away, was flushed, or a hint was lost. A
/// delivery whose entry still waits in the stream is left alone, so a long queue does not grow by being swept.
/// </summary>
internal sealed class Sweeper(
    NpgsqlDataSource database,
    StreamProducer producer,
    StreamMonitor stream,
    IOptions<InboxOptions> options,
    InboxMetrics metrics,
    TimeProvider clock,
    ILogger<Sweeper> log
) : BackgroundService
{
    /// <summary>Rows in one round.</summary>
    private const int BatchSize = 1000;

    /// <summary>Sweeps within <c>Inbox:SweepAfter</c>, so that a delivery waits little longer than that.</summary>
    private const int LooksPerWait = 3;

    /// <summary>Past this age a row is swept even if the stream looks as if it held its entry.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How much later than its row an entry may have been added; else the oldest entries' rows look as if they had
    /// none.
    /// </summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    private const string Sweep = """
        UPDATE inbox SET enqueued_at = now(), sweeps = sweeps + 1,
            state = CASE WHEN sweeps + 1 < @most THEN 0 ELSE 4 END,
            reason = CASE WHEN sweeps + 1 < @most THEN NULL ELSE 'no progress after ' || (sweeps + 1) || ' sweeps' END,
            finished_at = CASE WHEN sweeps + 1 < @most THEN NULL ELSE now() END
        WHERE id IN (
            SELECT id FROM inbox
            WHERE finished_at IS NULL AND state <= 0 AND enqueued_at < now() - @after AND (enqueued_at < now() - @longest OR @oldest IS NULL OR enqueued_at < now() - @oldest)
            ORDER BY enqueued_at LIMIT @limit FOR UPDATE SKIP LOCKED)
        RETURNING id, store, resource_key, trace_parent, state
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepAfter / LooksPerWait, clock);
        do
        {
            try
            {
                while (await SweepAsync(stoppingToken) == BatchSize)
                {
                    // A full round means that more may wait.
                }
            }
#pragma warning disable CA1031 // Postgres or Redis away: this loop has to outlive that.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.SweepFailed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One round; returns how many rows it took up.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = await stream.OldestEntryAgeAsync() + s_margin;
        var entries = new List<StreamEntry>();
        var swept = 0;
        await using (var command = database.CreateCommand(Sweep))
        {
            command.Parameters.Add(new NpgsqlParameter<TimeSpan>("after", options.Value.SweepAfter));
            command.Parameters.Add(new NpgsqlParameter<TimeSpan>("longest", s_longest));
            command.Parameters.Add(
                new NpgsqlParameter("oldest", NpgsqlTypes.NpgsqlDbType.Interval)
                {
                    Value = (object?)oldest ?? DBNull.Value,
                }
            );
            command.Parameters.Add(new NpgsqlParameter<int>("most", options.Value.MaxSweeps));
            command.Parameters.Add(new NpgsqlParameter<int>("limit", BatchSize));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                swept++;
                if (reader.GetInt16(4) != (short)InboxState.Received)
                {
                    log.GivenUp(reader.GetString(1), reader.GetString(2), reader.GetInt64(0));
                    continue;
                }

                var trace = await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3);
                entries.Add(new StreamEntry(reader.GetString(1), ResourceKey.Parse(reader.GetString(2)), trace));
            }
        }

        foreach (var entry in entries)
        {
            await producer.AddAsync(entry);
        }

        if (entries.Count > 0)
        {
            metrics.Swept(entries.Count);
            log.Swept(entries.Count);
        }

        return swept;
    }
}
