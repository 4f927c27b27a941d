using Npgsql;
using RechargeSync.Core.Storage;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>Postgres's side.</summary>
internal sealed class Database(NpgsqlDataSource source)
{
    private const int MostTries = 20;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    public Task<List<OrderState>> OrdersAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            """
            SELECT store, order_id, state, reason, platform_order_id, platform_order_number, order_written_at IS NOT NULL,
                charge_written_at IS NOT NULL, charge_warning, trace_parent, fence FROM orders
            """,
            row => new OrderState(
                row.GetString(0),
                row.GetInt64(1),
                (WorkState)row.GetInt16(2),
                Text(row, 3),
                Text(row, 4),
                Text(row, 5),
                row.GetBoolean(6),
                row.GetBoolean(7),
                Text(row, 8),
                Text(row, 9),
                row.GetInt64(10)
            ),
            cancellationToken
        );

    public Task<List<InboxEntry>> InboxAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            "SELECT id, store, topic, resource_key, encode(dedupe_key, 'hex'), state, reason, trace_parent FROM inbox",
            row => new InboxEntry(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4).ToUpperInvariant(),
                (DeliveryState)row.GetInt16(5),
                Text(row, 6),
                Text(row, 7)
            ),
            cancellationToken
        );

    /// <summary>Inbox rows and their states, for the sampler.</summary>
    public Task<List<(long Id, DeliveryState State)>> InboxStatesAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            "SELECT id, state FROM inbox",
            row => (row.GetInt64(0), (DeliveryState)row.GetInt16(1)),
            cancellationToken
        );

    /// <summary>Deliveries, and rows of all kinds that somebody still has to work on.</summary>
    public async Task<(long Deliveries, long Unfinished)> BacklogAsync(CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                """
                SELECT (SELECT count(*) FROM inbox),
                    (SELECT count(*) FROM inbox WHERE state = 0) + (SELECT count(*) FROM orders WHERE due_at IS NOT NULL) + (SELECT count(*) FROM carts WHERE due_at IS NOT NULL)
                """,
                row => (row.GetInt64(0), row.GetInt64(1)),
                cancellationToken
            )
        )[0];

    /// <summary>Orders that were given up, by store and reason.</summary>
    public Task<List<(string Store, string Reason, int Count)>> DeadOrdersAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            "SELECT store, reason, count(*)::int FROM orders WHERE state = 4 GROUP BY store, reason",
            row => (row.GetString(0), row.GetString(1), row.GetInt32(2)),
            cancellationToken
        );

    /// <summary>The first column of each row, as text.</summary>
    public Task<List<string>> TextsAsync(string sql, CancellationToken cancellationToken) =>
        ReadAsync(sql, row => row.GetString(0), cancellationToken);

    /// <summary>A count.</summary>
    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) =>
        (await ReadAsync(sql, row => row.GetInt64(0), cancellationToken))[0];

    private async Task<List<T>> ReadAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var command = source.CreateCommand(sql);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException && tries < MostTries)
            {
                // A restart cuts the pool's connections; the next one is new.
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
