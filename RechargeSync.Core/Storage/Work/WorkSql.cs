namespace RechargeSync.Core.Work;

/// <summary>
/// The statements of one table of leased rows. Each works on many rows at once, one array for each column, so that the
/// work of a whole batch costs one statement. No statement may read more than its rows: its plan is made once, when the
/// tables may still be empty, and kept while they grow, so what could be planned as a look at everything is written
/// such that it cannot.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="key">The key's column beside <c>store</c>.</param>
/// <param name="own">The table's own columns, all of them written with every save.</param>
/// <param name="defaults">
/// A new row's values of the columns that may not be null; <c>begun</c> is the step that it most likely begins with.
/// </param>
internal sealed class WorkSql(
    string table,
    string key,
    IReadOnlyList<string> own,
    IReadOnlyList<(string Column, string Value)> defaults
)
{
    /// <summary>The columns that all such tables have, and that a save writes.</summary>
    private static readonly string[] s_work =
    [
        "state",
        "begun",
        "attempts",
        "reason",
        "failing_since",
        "trace_parent",
        "first_attempt",
        "finished_at",
    ];

    /// <summary>
    /// True of a row that was written while the database's clock was ahead. What connections see of one clock differs
    /// by less.
    /// </summary>
    public static string IsFromFuture(string table) => $"{table}.updated_at > now() + interval '5 seconds'";

    // Counted from the time that the worker knew: the database's clock may have been set since.
    private const string RetryAt = "d.retry_at + (now() - coalesce(d.known, now()))";

    /// <summary>Deliveries that were not applied yet, by their key's number in the batch, oldest first.</summary>
    public const string Deliveries = """
        SELECT k.number, i.id, i.topic, i.body, i.trace_parent
        FROM unnest(@stores, @resources) WITH ORDINALITY AS k (store, resource, number)
        CROSS JOIN LATERAL (
            SELECT id, topic, body, trace_parent FROM inbox
            WHERE inbox.store = k.store AND inbox.resource_key = k.resource AND inbox.state = 0 ORDER BY inbox.id + 0 LIMIT @limit) AS i
        """;

    /// <summary>Deliveries by their ids.</summary>
    public const string Payloads = "SELECT id, topic, body, trace_parent FROM inbox WHERE id = ANY (@ids)";

    /// <summary>
    /// Takes leases where there is something to do: a delivery to apply, or a row that is due. Returns nothing for a
    /// key where there is not, or where another worker has the lease. A retry that was dated in the database's future
    /// is forgotten: the lease dates the row anew, and nothing would tell any more that the retry is wrong.
    /// </summary>
    public string Claim { get; } =
        $"""
            INSERT INTO {table} (store, {key}, {string.Join(
                ", ",
                defaults.Select(d => d.Column)
            )}, fence, lease_owner, due_at, created_at, updated_at)
            SELECT k.store, k.key, {string.Join(
                ", ",
                defaults.Select(d => d.Value)
            )}, 1, @owner, now() + @lease, now(), now()
            FROM unnest(@stores, @keys, @resources) AS k (store, key, resource)
            WHERE (SELECT true FROM inbox WHERE inbox.store = k.store AND inbox.resource_key = k.resource AND inbox.state = 0 LIMIT 1)
                OR (SELECT due.due_at <= now() FROM {table} AS due WHERE due.store = k.store AND due.{key} = k.key)
            ON CONFLICT (store, {key}) DO UPDATE SET fence = {table}.fence + 1, lease_owner = @owner, due_at = now() + @lease, updated_at = now(),
                retry_at = CASE WHEN {IsFromFuture(table)} THEN NULL ELSE {table}.retry_at END
            WHERE {table}.lease_owner IS NULL OR {table}.lease_owner = @owner OR {table}.due_at <= now()
            RETURNING {table}.store, {table}.{key}, {Columns(table, own)}, now()
            """;

    /// <summary>
    /// Recovery points, each all of it or nothing, under their fencing tokens; returns the numbers of those that held.
    /// </summary>
    public string Save { get; } = SaveOf(table, key, own, Applied);

    /// <summary>As <see cref="Save"/>, with failed attempts to remember.</summary>
    public string SaveWithFailures { get; } = SaveOf(table, key, own, Applied + Failed);

    /// <summary>Rows whose retry is due or whose lease has run out, the longest overdue first.</summary>
    public string Due { get; } = $"SELECT store, {key} FROM {table} WHERE due_at <= now() ORDER BY due_at LIMIT @limit";

    /// <summary>Makes due what an earlier process of this worker's name held.</summary>
    public string ReleaseOwn { get; } =
        $"""
            UPDATE {table} SET due_at = now()
            WHERE due_at IS NOT NULL AND starts_with(lease_owner, @worker) AND lease_owner <> @owner
            """;

    // No state is below 0, the received one; written as "= 0" an index of all that is received would look like a short
    // way.
    private const string Applied = """
        applied AS (
            UPDATE inbox SET state = o.state, reason = o.reason, finished_at = now()
            FROM unnest(@applied_numbers, @applied_ids, @applied_states, @applied_reasons) AS o (number, id, state, reason)
            JOIN saved ON saved.number = o.number
            WHERE inbox.id = o.id AND inbox.state <= 0)
        """;

    private const string Failed = """
        , failed AS (
            INSERT INTO failures (store, resource_key, action, reason, status, detail, request_id, trace_parent)
            SELECT saved.store, saved.resource, f.action, f.reason, f.status, f.detail, f.request_id, f.trace_parent
            FROM unnest(@failed_numbers, @failed_actions, @failed_reasons, @failed_statuses, @failed_details, @failed_requests, @failed_traces)
                AS f (number, action, reason, status, detail, request_id, trace_parent)
            JOIN saved ON saved.number = f.number)
        """;

    private static string SaveOf(string table, string key, IReadOnlyList<string> own, string effects)
    {
        string[] columns = [.. own, .. s_work];
        string[] given = ["store", "key", "resource", "fence", "keep", "known", "retry_at", .. columns];
        return $"""
            WITH saved AS (
                UPDATE {table} SET {string.Join(", ", columns.Select(column => $"{column} = d.{column}"))},
                    retry_at = {RetryAt},
                    due_at = CASE WHEN d.keep THEN now() + @lease ELSE {RetryAt} END,
                    lease_owner = CASE WHEN d.keep THEN {table}.lease_owner END,
                    updated_at = now()
                FROM unnest({string.Join(", ", given.Select(name => "@" + name))}) WITH ORDINALITY AS d ({string.Join(
                ", ",
                given
            )}, number)
                WHERE {table}.store = d.store AND {table}.{key} = d.key AND {table}.fence = d.fence
                RETURNING d.number, d.store, d.resource, d.keep),
            {effects}
            SELECT saved.number,
                NOT saved.keep AND (
                    SELECT true FROM inbox WHERE inbox.store = saved.store AND inbox.resource_key = saved.resource AND inbox.state = 0
                        AND inbox.id <> ALL (@applied_ids) LIMIT 1) IS TRUE,
                now()
            FROM saved
            """;
    }

    /// <summary>What <see cref="Claim"/> returns between the key and the database's time.</summary>
    private static string Columns(string table, IEnumerable<string> own) =>
        string.Join(
            ", ",
            own.Concat(s_work).Concat(["retry_at", "fence", "created_at"]).Select(column => $"{table}.{column}")
        );
}
