namespace RechargeSync.Core.Sync;

/// <summary>The statements of one table of leased rows.</summary>
/// <param name="table">The table.</param>
/// <param name="key">The key's column beside <c>store</c>.</param>
/// <param name="own">The table's own columns, all of them written with every save.</param>
/// <param name="defaults">A new row's values of the columns that may not be null.</param>
/// <param name="payload">The column that names the inbox row in force; null where the table has none.</param>
internal sealed class WorkSql(
    string table, string key, IReadOnlyList<string> own, IReadOnlyList<(string Column, string Value)> defaults, string? payload)
{
    private const string RetryAt = "retry_at";

    // Counted from the time that the worker knew: the database's clock may have been set since.
    private static readonly string s_retry = $"@{RetryAt} + (now() - coalesce(@known, now()))";

    private static readonly string[] s_work =
        ["state", "begun", "attempts", "reason", "failing_since", "retry_at", "trace_parent", "first_attempt", "finished_at"];

    /// <summary>Deliveries that were not applied yet, oldest first.</summary>
    public const string Deliveries = """
        SELECT id, topic, body, trace_parent FROM inbox
        WHERE store = @store AND resource_key = @resource AND state = 0 ORDER BY id LIMIT @limit
        """;

    /// <summary>
    /// Takes the lease where there is something to do: a delivery to apply, or a row that is due. Returns nothing where
    /// there is not, or where another worker has the lease.
    /// </summary>
    public string Claim { get; } = $"""
        INSERT INTO {table} (store, {key}, {string.Join(", ", defaults.Select(d => d.Column))}, fence, lease_owner, due_at, created_at, updated_at)
        SELECT @store, @key, {string.Join(", ", defaults.Select(d => d.Value))}, 1, @owner, now() + @lease, now(), now()
        WHERE EXISTS (SELECT 1 FROM inbox WHERE store = @store AND resource_key = @resource AND state = 0)
            OR EXISTS (SELECT 1 FROM {table} WHERE store = @store AND {key} = @key AND due_at <= now())
        ON CONFLICT (store, {key}) DO UPDATE SET fence = {table}.fence + 1, lease_owner = @owner, due_at = now() + @lease, updated_at = now()
        WHERE {table}.lease_owner IS NULL OR {table}.lease_owner = @owner OR {table}.due_at <= now()
        RETURNING {Columns(table, own)}, now()
        """;

    /// <summary>The delivery in force; null where the table knows none.</summary>
    public string? Payload { get; } = payload is null
        ? null
        : $"""
            SELECT inbox.id, inbox.topic, inbox.body, inbox.trace_parent FROM {table}
            JOIN inbox ON inbox.id = {table}.{payload} WHERE {table}.store = @store AND {table}.{key} = @key
            """;

    /// <summary>
    /// One recovery point, all of it or nothing, under the fencing token. No state is below 0, the received one; written as "= 0"
    /// the planner would take one of the indexes of all that is received, believe it empty, and read the whole backlog for each save.
    /// </summary>
    public string Save { get; } = $"""
        WITH saved AS (
            UPDATE {table} SET {string.Join(", ", own.Concat(s_work).Where(column => column != RetryAt).Select(column => $"{column} = @{column}"))},
                {RetryAt} = {s_retry},
                due_at = CASE WHEN @keep THEN now() + @lease ELSE {s_retry} END,
                lease_owner = CASE WHEN @keep THEN lease_owner END,
                updated_at = now()
            WHERE store = @store AND {key} = @key AND fence = @fence
            RETURNING 1),
        applied AS (
            UPDATE inbox SET state = outcome.state, reason = outcome.reason, finished_at = now()
            FROM unnest(@ids, @states, @reasons) AS outcome (id, state, reason)
            WHERE inbox.id = outcome.id AND inbox.state <= 0 AND EXISTS (SELECT 1 FROM saved)),
        failed AS (
            INSERT INTO failures (store, resource_key, action, reason, status, detail, request_id, trace_parent)
            SELECT @store, @resource, @failed_action, @failed_reason, @failed_status, @failed_detail, @failed_request, @failed_trace
            FROM saved WHERE @failed_reason IS NOT NULL)
        SELECT EXISTS (SELECT 1 FROM saved),
            NOT @keep AND EXISTS (
                SELECT 1 FROM inbox WHERE store = @store AND resource_key = @resource AND state = 0 AND id <> ALL (@ids)),
            now()
        """;

    /// <summary>Rows whose retry is due or whose lease has run out, the longest overdue first.</summary>
    public string Due { get; } = $"SELECT store, {key} FROM {table} WHERE due_at <= now() ORDER BY due_at LIMIT @limit";

    /// <summary>Makes due what an earlier process of this worker's name held.</summary>
    public string ReleaseOwn { get; } = $"""
        UPDATE {table} SET due_at = now()
        WHERE due_at IS NOT NULL AND starts_with(lease_owner, @worker) AND lease_owner <> @owner
        """;

    /// <summary>What <see cref="Claim"/> returns, before the database's time.</summary>
    private static string Columns(string table, IEnumerable<string> own) =>
        string.Join(", ", own.Concat(s_work).Append("fence").Append("created_at").Select(column => $"{table}.{column}"));
}
