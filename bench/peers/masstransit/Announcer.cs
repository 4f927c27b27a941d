using MassTransit;
using Npgsql;

namespace MassTransitPeer;

/// <summary>Sends the message of a row that is committed.</summary>
internal sealed class Announcer(IBus bus, NpgsqlDataSource database, ILogger<Announcer> log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly Uri s_queue = new($"queue:{SyncOrder.Queue}");

    private int _isAway;

    /// <summary>Ends once the broker has confirmed, or the row was left to the sweep.</summary>
    public async Task AnnounceAsync(SyncOrder row)
    {
        try
        {
            using var deadline = new CancellationTokenSource(s_patience);
            var endpoint = await bus.GetSendEndpoint(s_queue);
            await endpoint.Send(row, deadline.Token);
            _isAway = 0;
        }
        catch (Exception exception)
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
            {
                log.LogWarning("The queue is away, rows are left to the sweep: {Reason}", exception.Message);
            }

            await MarkAsync(row);
        }
    }

    // Old enough for the sweep at once.
    private async Task MarkAsync(SyncOrder row)
    {
        try
        {
            await using var mark = database.CreateCommand("UPDATE inbox SET enqueued_at = '-infinity' WHERE id = $1");
            mark.Parameters.Add(Database.Value(row.RowId));
            await mark.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            log.LogWarning("Row {RowId} waits for its age: {Reason}", row.RowId, exception.Message);
        }
    }
}
