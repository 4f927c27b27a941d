using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;

namespace RechargeSync.Core.Admin.Acts;

/// <summary>
/// Asks the Worker for a walk or a look at the subscriptions. It does them under its lease, so never two at once.
/// </summary>
internal sealed class JobActs(NpgsqlDataSource database, RunList runs)
{
    // A walk under way goes on, and the next one begins at once behind it, from as far back as was asked.
    private const string Walk = """
        WITH asked AS (
            UPDATE reconciliation_jobs SET due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END,
                backfill_from = CASE WHEN @since::timestamptz IS NULL AND lease_owner IS NULL THEN backfill_from ELSE LEAST(backfill_from, coalesce(@since, covered_to, now())) END
            WHERE store = @store AND job = 0 RETURNING store),
        acted AS (INSERT INTO acts (actor, act, store, resource_key, note) SELECT @actor, @act, store, @resource, @note FROM asked RETURNING 1)
        SELECT (SELECT id FROM reconciliation_runs WHERE store = @store ORDER BY started_at DESC LIMIT 1) FROM acted
        """;

    private const string Watch = """
        WITH asked AS (
            UPDATE reconciliation_jobs SET due_at = CASE WHEN lease_owner IS NULL THEN now() ELSE due_at END WHERE store = @store AND job = 1 RETURNING store)
        INSERT INTO acts (actor, act, store, resource_key, note) SELECT @actor, 'repair', store, 'store', @note FROM asked
        """;

    // As a replay of dead letters: due at once, and fenced against whoever had it.
    private const string Replay = """
        WITH dead AS (SELECT DISTINCT store, order_id FROM reconciliation_findings WHERE run_id = @run),
        again AS (
            UPDATE orders SET state = 1, reason = NULL, attempts = 0, failing_since = NULL, retry_at = NULL, finished_at = NULL, due_at = now(), lease_owner = NULL,
                fence = fence + 1, updated_at = now()
            FROM dead WHERE orders.store = dead.store AND orders.order_id = dead.order_id AND orders.state = 4 RETURNING orders.store, orders.order_id)
        INSERT INTO acts (actor, act, store, resource_key, note) SELECT @actor, 'replay', store, 'order/' || order_id, @note FROM again
        """;

    /// <summary>Asks for a walk; null where the store is not walked.</summary>
    public Task<ReconcileResult?> ReconcileAsync(
        string store,
        DateTimeOffset? since,
        string actor,
        string? note,
        CancellationToken cancellationToken
    ) => WalkAsync(new(store, "reconcile", "store", actor, note), since, replayed: 0, cancellationToken);

    /// <summary>
    /// Walks a walk's stretch again, and replays what is dead of its findings; null where there is no such walk, or the
    /// store is not walked.
    /// </summary>
    public async Task<ReconcileResult?> HealAsync(
        long runId,
        string actor,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return null;
        }

        await using var command = database.CreateCommand(Replay);
        command.Values().Add("run", runId);
        command.Values().Add("actor", actor);
        command.Values().Optional("note", NpgsqlDbType.Text, note);
        var replayed = await command.ExecuteNonQueryAsync(cancellationToken);
        return await WalkAsync(
            new(run.Store, "heal", string.Create(null, $"run/{runId}"), actor, note),
            run.FromAt,
            replayed,
            cancellationToken
        );
    }

    /// <summary>
    /// Asks for a look at the subscriptions, which creates what is missing; false where they are not watched.
    /// </summary>
    public async Task<bool> RepairAsync(string store, string actor, string? note, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Watch);
        command.Values().Add("store", store);
        command.Values().Add("actor", actor);
        command.Values().Optional("note", NpgsqlDbType.Text, note);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task<ReconcileResult?> WalkAsync(
        Act act,
        DateTimeOffset? since,
        int replayed,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Walk);
        var values = command.Values();
        values.Add("store", act.Store);
        values.Optional("since", NpgsqlDbType.TimestampTz, since?.ToUniversalTime());
        values.Add("actor", act.Actor);
        values.Add("act", act.Name);
        values.Add("resource", act.Resource);
        values.Optional("note", NpgsqlDbType.Text, act.Note);
        var asked = await command.ReadAsync(row => row.OptionalValue<long>(), cancellationToken);
        return asked is [var newest]
            ? new ReconcileResult(
                act.Store,
                replayed,
                newest,
                "The Worker walks the store's orders at once, and gives what is missing or different to the state machine."
            )
            : null;
    }

    private sealed record Act(string Store, string Name, string Resource, string Actor, string? Note);
}
