using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// The statements of one table of leased rows. Each works on many rows at once, one array for each column, so that the
/// work of a whole batch costs one statement. No statement may read more than its rows: its plan is made once, when the
/// tables may still be empty, and kept while they grow, so what could be planned as a look at everything is written
/// such that it cannot.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="key">The key's column beside <c>store</c>.</param>
/// <param name="read">What a claim returns of a row, as <see cref="RowShape{TRow}.Select"/> lists it.</param>
/// <param name="saved">The columns that a save writes as they are given.</param>
/// <param name="intent">The step that a new row most likely begins with.</param>
internal sealed class WorkSql(string table, string key, string read, IReadOnlyCollection<string> saved, WorkStep intent)
{
    private static readonly string s_waits = $"""
        (SELECT true FROM inbox
            WHERE inbox.store = k.store AND inbox.resource_key = k.resource AND inbox.{DeliverySql.IsWaiting} LIMIT 1)
        """;

    // Counted from the time that the worker knew: the database's clock may have been set since.
    private const string RetryAt = "d.retry_at + (now() - coalesce(d.known, now()))";

    /// <summary>The key's column beside <c>store</c>.</summary>
    public string Key { get; } = key;

    /// <summary>
    /// Takes leases where there is something to do: a delivery to apply, or a row that is due. Returns nothing for a
    /// key where there is not, or where another worker has the lease. A retry that was dated in the database's future
    /// is forgotten: the lease dates the row anew, and nothing would tell any more that the retry is wrong. Where the
    /// lease is taken from a worker that has not given it back, what that one was at may have happened up to now.
    /// </summary>
    public string Claim { get; } =
        $"""
            INSERT INTO {table} (store, {key}, intent, fence, lease_owner, due_at, created_at, updated_at)
            SELECT k.store, k.key, {intent.Sql()}, 1, @owner, now() + @lease, now(), now()
            FROM unnest(@stores, @keys, @resources) AS k (store, key, resource)
            WHERE {s_waits} OR (
                SELECT due.due_at <= now() FROM {table} AS due WHERE due.store = k.store AND due.{key} = k.key)
            ON CONFLICT (store, {key}) DO UPDATE SET
                fence = {table}.fence + 1, lease_owner = @owner, due_at = now() + @lease, updated_at = now(),
                retry_at = CASE WHEN {WorkChanges.IsFromFuture(table)} THEN NULL ELSE {table}.retry_at END,
                unknown_since = CASE
                    WHEN {table}.lease_owner IS NOT NULL AND {table}.intent <> {WorkStep.None.Sql()} THEN now()
                    WHEN {table}.unknown_since > now() THEN now() ELSE {table}.unknown_since END
            WHERE {table}.lease_owner IS NULL OR {table}.lease_owner = @owner OR {table}.due_at <= now()
            RETURNING {read}, now() AS now
            """;

    /// <summary>
    /// Recovery points, each all of it or nothing, under their fencing tokens; returns the numbers of those that held.
    /// The owner counts too: a database that has forgotten its last commits gives the same token out a second time.
    /// </summary>
    public string Save { get; } = SaveOf(table, key, saved, InboxTable.Apply);

    /// <summary>As <see cref="Save"/>, with failed attempts to remember.</summary>
    public string SaveWithFailures { get; } =
        SaveOf(table, key, saved, InboxTable.Apply, FailedAttemptTable.Add, FailedAttemptTable.Forget);

    /// <summary>
    /// The numbers of those for which a delivery waits. After a save in one transaction with it, and a statement of its
    /// own: a save looks as of its beginning, and may then wait for a row's lock while a delivery comes, and another
    /// worker, told of it, finds the lease still taken. As of now that delivery is seen, and who comes later waits for
    /// the commit and takes the lease.
    /// </summary>
    public static string MoreWaits { get; } =
        $"""
            SELECT k.number FROM unnest(@stores, @resources) WITH ORDINALITY AS k (store, resource, number)
            WHERE {s_waits}
            """;

    /// <summary>
    /// Rows whose retry is due or whose lease has run out, the longest overdue of each store first, and the stores by
    /// turns.
    /// </summary>
    public string Due { get; } =
        $"""
            SELECT due.store, due.{key}
            FROM unnest(@stores, @limits) AS room (store, most)
            CROSS JOIN LATERAL (
                SELECT {table}.store, {table}.{key}, row_number() OVER (ORDER BY due_at) AS turn
                FROM {table} WHERE due_at <= now() AND {table}.store = room.store
                ORDER BY due_at LIMIT room.most) AS due
            ORDER BY due.turn, due.store
            """;

    /// <summary>Makes rows due that wait for a side; they are found among those on their way.</summary>
    public string Wake { get; } =
        $"""
            UPDATE {table} SET {WorkChanges.Wake}
            FROM (
                SELECT store, {key} FROM {table}
                WHERE due_at IS NOT NULL AND store = @waiting_store AND waits_for = @side AND lease_owner IS NULL
                ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED) AS waiting
            WHERE {table}.store = waiting.store AND {table}.{key} = waiting.{key}
            """;

    /// <summary>Makes due what an earlier process of this worker's name held.</summary>
    public string ReleaseOwn { get; } =
        $"""
            UPDATE {table} SET due_at = now()
            WHERE due_at IS NOT NULL AND starts_with(lease_owner, @worker) AND lease_owner <> @owner
            """;

    /// <summary>Makes due what was put off by a clock that was ahead.</summary>
    public string ForgetFuture { get; } =
        $"""
            UPDATE {table} SET {WorkChanges.ForgetFuture}
            WHERE due_at > now() AND {WorkChanges.IsFromFuture(table)}
            """;

    private static string SaveOf(string table, string key, IReadOnlyCollection<string> saved, params string[] effects)
    {
        string[] given = ["store", "key", "resource", "keep", "known", "fence", "retry_at", .. saved];
        return $"""
            WITH saved AS (
                UPDATE {table} SET {string.Join(", ", saved.Select(column => $"{column} = d.{column}"))},
                    retry_at = {RetryAt},
                    due_at = CASE WHEN d.keep THEN now() + @lease ELSE {RetryAt} END,
                    lease_owner = CASE WHEN d.keep THEN {table}.lease_owner END,
                    updated_at = now()
                FROM unnest({string.Join(", ", given.Select(name => "@" + name))})
                    WITH ORDINALITY AS d ({string.Join(", ", given)}, number)
                WHERE {table}.store = d.store AND {table}.{key} = d.key AND {table}.fence = d.fence
                    AND {table}.lease_owner = @owner
                RETURNING d.number, d.store, d.resource){string.Concat(
                effects.Select(effect => ",\n" + effect)
            )}
            SELECT number, now() AS now FROM saved
            """;
    }
}
