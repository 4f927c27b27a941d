using Npgsql;
using RechargeSync.Testing;

namespace RechargeSync.ConsoleTests.Seeding;

/// <summary>Puts rows into the database as the product would have left them.</summary>
internal static class Seed
{
    /// <summary>A day's work of one store.</summary>
    public static async Task DayAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await RunAsync(database, "day.sql", cancellationToken);
        await using var analyze = database.CreateCommand("ANALYZE");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An order all of whose texts are hostile.</summary>
    public static Task HostileAsync(NpgsqlDataSource database) =>
        RunAsync(database, "hostile.sql", CancellationToken.None);

    /// <summary>Dead orders of one reason, for one test alone.</summary>
    public static Task DeadAsync(NpgsqlDataSource database, string reason, long firstId, int count) =>
        ExecuteAsync(
            database,
            $"""
            INSERT INTO orders (store, order_id, status, source_updated_at_is_instant, adopted, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
            SELECT 'default', {firstId} + n, 'success', true, false, 4, '{reason}', 1, 3, 6, now() - interval '3 hours', now(), now() - interval '1 hour' FROM generate_series(1, {count}) AS n
            """
        );

    /// <summary>Paid orders that are ignored for one reason and not on the platform, for one test alone.</summary>
    public static Task IgnoredAsync(NpgsqlDataSource database, string reason, long firstId, int count) =>
        ExecuteAsync(
            database,
            $"""
            INSERT INTO orders (store, order_id, status, standing, source_updated_at_is_instant, adopted, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
            SELECT 'default', {firstId} + n, 'success', 1, true, false, 3, '{reason}', 0, 0, 6, now() - interval '3 hours', now(), now() - interval '1 hour' FROM generate_series(1, {count}) AS n
            """
        );

    /// <summary>A placed order of which a part was given back, with two remarks.</summary>
    public static Task RemarkedAsync(NpgsqlDataSource database, long id) =>
        ExecuteAsync(
            database,
            $$"""
            INSERT INTO orders (store, order_id, status, standing, platform_standing, refunded, platform_refunded, remarks, source_updated_at_is_instant, adopted,
                platform_order_id, platform_order_number, pushed_at, order_written_at, state, intent, attempts, fence, created_at, updated_at, finished_at)
            VALUES ('default', {{id}}, 'success', 2, 2, 4.50, 4.50, '[{"member":"line_items[0].properties","problem":"neither a list nor an object"},{"member":"note","problem":"no text"}]', true, false,
                'R{{id}}', 'R{{id}}', now(), now(), 2, 0, 0, 6, now() - interval '3 hours', now(), now() - interval '1 hour')
            """
        );

    /// <summary>A finished walk that found an order missing; returns its id.</summary>
    public static Task<long> DriftAsync(NpgsqlDataSource database, string store, long orderId) =>
        ScalarAsync<long>(
            database,
            $"""
            WITH run AS (
                INSERT INTO reconciliation_runs (store, cause, worker, started_at, finished_at, from_at, stage, checked, missing)
                VALUES ('{store}', 1, 'worker', now() - interval '2 minutes', now() - interval '1 minute', now() - interval '2 hours', 2, 1, 1) RETURNING id)
            INSERT INTO reconciliation_findings (run_id, store, order_id, kind, detail, healed) SELECT id, '{store}', {orderId}, 0, 'unknown', false FROM run RETURNING run_id
            """
        );

    /// <summary>A job that no worker takes up, for one test alone; returns its id.</summary>
    public static Task<long> JobAsync(NpgsqlDataSource database, string reason, int total) =>
        ScalarAsync<long>(
            database,
            $"""
            INSERT INTO bulk_jobs (store, act, kind, reason, actor, total, due_at)
            VALUES ('default', 0, 'order', '{reason}', 'olive', {total}, now() + interval '9 days') RETURNING id
            """
        );

    public static async Task<int> ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlDataSource database, string script, CancellationToken cancellationToken)
    {
        var sql = System.Text.Encoding.UTF8.GetString(Resource(script));

        // One connection: the script makes a temporary table.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]>("body", Sample.Bytes(Sample.Order202111)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(Seed).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
