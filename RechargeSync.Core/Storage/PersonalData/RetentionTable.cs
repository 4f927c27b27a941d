using System.Data;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Ends what has had its time, batch by batch: table <c>retention</c> knows how far that has come. One worker at a
/// time.
/// </summary>
internal sealed class RetentionTable(NpgsqlDataSource database, WorkerName worker)
{
    /// <summary>How long a worker that has gone quiet keeps others from going on.</summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    /// <summary>When a body that was still needed is looked at again.</summary>
    private static readonly TimeSpan s_again = TimeSpan.FromDays(1);

    // The walk's own row: where there is none, it begins with the first delivery.
    private const string Begin =
        $"INSERT INTO retention (name) VALUES ('{RetentionRow.Bodies}') ON CONFLICT DO NOTHING";

    // Along the primary key and never twice, so that it needs no index that acceptance would have to pay for: what it
    // passes it erases, or notes when to come back. Ids are given in about the order of time; it stops at the first
    // that is too young. What is judged are single rows by their keys; no plan of it can read a whole table.
    public static readonly string Erase = $"""
        WITH walk AS MATERIALIZED (
            SELECT position FROM retention
            WHERE name = '{RetentionRow.Bodies}' AND (lease_owner = @owner OR leased_until IS NULL OR leased_until < now())
            FOR UPDATE SKIP LOCKED),
        page AS MATERIALIZED (
            SELECT i.* FROM walk CROSS JOIN LATERAL (
                SELECT id, store, resource_key, state, received_at FROM inbox
                WHERE inbox.id > walk.position ORDER BY inbox.id LIMIT @limit) AS i),
        passed AS MATERIALIZED (
            SELECT * FROM page WHERE id < coalesce(
                (SELECT min(id) FROM page WHERE received_at >= now() - @shortest), {long.MaxValue})),
        again AS MATERIALIZED (
            SELECT i.* FROM walk CROSS JOIN LATERAL (
                SELECT id, store, resource_key, state, received_at FROM inbox
                WHERE inbox.keep_until <= now() ORDER BY inbox.keep_until LIMIT @limit) AS i),
        found AS (SELECT * FROM passed UNION ALL SELECT * FROM again),
        aged AS MATERIALIZED (
            SELECT found.*, coalesce(own.age, @age) AS age
            FROM found LEFT JOIN unnest(@stores, @ages) AS own (store, age) ON own.store = found.store),
        judged AS MATERIALIZED (
            SELECT id, store, resource_key, age, received_at,
                {DeliverySql.IsSettled} AND received_at < now() - age AND coalesce(
                    CASE
                        WHEN starts_with(resource_key, 'order/') THEN (
                            SELECT {WorkChanges.IsAtRest} AND updated_at < now() - aged.age FROM orders
                            WHERE orders.store = aged.store AND order_id = substr(aged.resource_key, 7)::bigint)
                        WHEN starts_with(resource_key, 'charge/') THEN (
                            SELECT {WorkChanges.IsAtRest} AND updated_at < now() - aged.age FROM charges
                            WHERE charges.store = aged.store AND charge_id = substr(aged.resource_key, 8)::bigint)
                        WHEN starts_with(resource_key, 'checkout/') THEN (
                            SELECT {WorkChanges.IsAtRest} AND updated_at < now() - aged.age FROM carts
                            WHERE carts.store = aged.store AND token = substr(aged.resource_key, 10))
                    END,
                    true) AS is_over
            FROM aged),
        erased AS (
            UPDATE inbox SET {DeliverySql.Erase} FROM judged
            WHERE inbox.id = judged.id AND judged.is_over AND inbox.erased_at IS NULL
            RETURNING inbox.store, inbox.resource_key, judged.age),
        kept AS (
            UPDATE inbox SET keep_until = greatest(judged.received_at + judged.age, now() + @again) FROM judged
            WHERE inbox.id = judged.id AND NOT judged.is_over AND inbox.erased_at IS NULL
            RETURNING 1),
        excerpts AS (
            UPDATE failed_attempts SET {FailedAttemptTable.Erase}
            FROM (SELECT DISTINCT store, resource_key, age FROM erased) AS gone
            WHERE failed_attempts.store = gone.store AND failed_attempts.resource_key = gone.resource_key
                AND failed_at < now() - gone.age AND detail IS NOT NULL),
        cleared AS (
            UPDATE carts SET {CartTable.Erase}
            FROM (SELECT DISTINCT store, substr(resource_key, 10) AS token FROM erased
                WHERE starts_with(resource_key, 'checkout/')) AS gone
            WHERE carts.store = gone.store AND carts.token = gone.token AND cart_id IS NOT NULL)
        UPDATE retention SET lease_owner = @owner, leased_until = now() + @lease,
            position = greatest(retention.position, coalesce((SELECT max(id) FROM passed), 0))
        FROM walk WHERE name = '{RetentionRow.Bodies}'
        RETURNING (SELECT count(*) FROM erased) AS erased, (SELECT count(*) FROM found) AS found
        """;

    // The first that the walk has not passed, or the first that it has passed and had to keep.
    private static readonly string s_oldest = $"""
        SELECT coalesce(extract(epoch FROM now() - least(
            (SELECT received_at FROM inbox
                WHERE id > coalesce((SELECT position FROM retention WHERE name = '{RetentionRow.Bodies}'), 0)
                ORDER BY id LIMIT 1),
            (SELECT received_at FROM inbox WHERE keep_until IS NOT NULL ORDER BY id LIMIT 1)
        )), 0)::double precision AS age, pg_database_size(current_database()) AS size
        """;

    /// <summary>Erases bodies that are old enough and not needed any more, with what stands beside them.</summary>
    /// <returns>Null where another worker is at it.</returns>
    public async Task<ErasedBatch?> EraseAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Begin}; {Erase}");
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("owner", worker.Value);
        parameters.Add("lease", s_lease);
        parameters.Add("again", s_again);
        parameters.Add("age", rule.Age);
        parameters.Add("stores", rule.OfStores.Keys.ToArray());
        parameters.Add("ages", rule.OfStores.Values.ToArray());
        parameters.Add("shortest", rule.OfStores.Values.Append(rule.Age).Min());
        parameters.Add("limit", rule.Limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ErasedBatch((int)reader.GetInt64("erased"), (int)reader.GetInt64("found"))
            : null;
    }

    /// <summary>Deletes failed attempts of this age; returns how many.</summary>
    public Task<int> DeleteAttemptsAsync(TimeSpan age, int limit, CancellationToken cancellationToken) =>
        DeleteAsync(FailedAttemptTable.DeleteOld, age, limit, cancellationToken);

    /// <summary>Deletes entries of the audit log of this age; returns how many.</summary>
    public Task<int> DeleteAuditAsync(TimeSpan age, int limit, CancellationToken cancellationToken) =>
        DeleteAsync(AuditLog.DeleteOld, age, limit, cancellationToken);

    /// <summary>
    /// The age of the oldest body that is there, zero where there is none; and the database's size in bytes.
    /// </summary>
    public async Task<(TimeSpan OldestBody, long Size)> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_oldest);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (TimeSpan.FromSeconds(reader.GetDouble("age")), reader.GetInt64("size"));
    }

    private async Task<int> DeleteAsync(string sql, TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        var parameters = new ParameterList(command.Parameters);
        parameters.Add("age", age);
        parameters.Add("limit", limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Which bodies have had their time.</summary>
internal sealed record RetentionRule
{
    /// <summary>How long a body is kept once its order is at rest.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>The same for stores with a time of their own.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> OfStores { get; init; }

    /// <summary>Deliveries in one batch.</summary>
    public required int Limit { get; init; }
}

/// <summary>What came of a batch.</summary>
/// <param name="Erased">Bodies that were erased.</param>
/// <param name="Found">Deliveries that were looked at; as many as were asked for where more may wait.</param>
internal sealed record ErasedBatch(int Erased, int Found);
