using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Reconciliation;

/// <summary>
/// Asks the Worker for a reconciliation run or a check of the subscriptions. It does them under its lease, so never two at
/// once.
/// </summary>
internal sealed class JobActions(NpgsqlDataSource database, RunList runs, TimeProvider clock)
{
    // A run under way goes on, and the next one begins at once behind it, from as far back as was asked.
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

    private static readonly Refusal s_unknown = Refusal.NotFound(
        "No such store is reconciled, or no such run is on record: check the name, "
            + "and that a Worker has run with Reconciliation:Enabled."
    );

    /// <summary>Asks for a run.</summary>
    public async Task<Answer<ReconcileResult>> ReconcileAsync(
        ReconcileRequest request,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var refusal =
            request.Store.Length == 0 ? Refusal.BadRequest("store is required.")
            : request.Since > clock.GetUtcNow() ? Refusal.BadRequest("since lies in the future.")
            : Notes.Check(request.Note);
        return refusal
            ?? await RunAsync(
                new(request.Store, "reconcile", "store", actor, request.Note),
                request.Since,
                replayed: 0,
                cancellationToken
            );
    }

    /// <summary>Repeats a run over its stretch, and replays what is dead of its findings.</summary>
    public async Task<Answer<ReconcileResult>> HealAsync(
        HealRequest request,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(request.Note) is { } refusal)
        {
            return refusal;
        }

        if (await runs.FindAsync(request.RunId, cancellationToken) is not { } run)
        {
            return s_unknown;
        }

        await using var command = database.CreateCommand(Replay);
        command.Values().Add("run", run.Id);
        command.Values().Add("actor", actor);
        command.Values().Optional("note", NpgsqlDbType.Text, request.Note);
        var replayed = await command.ExecuteNonQueryAsync(cancellationToken);
        return await RunAsync(
            new(run.Store, "heal", string.Create(null, $"run/{run.Id}"), actor, request.Note),
            run.FromAt,
            replayed,
            cancellationToken
        );
    }

    /// <summary>Asks for a check of the subscriptions, which creates what is missing.</summary>
    public async Task<Answer<RepairResult>> RepairAsync(
        string store,
        string? note,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(note) is { } refusal)
        {
            return refusal;
        }

        await using var command = database.CreateCommand(Watch);
        command.Values().Add("store", store);
        command.Values().Add("actor", actor);
        command.Values().Optional("note", NpgsqlDbType.Text, note);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1
            ? new RepairResult(store, "The Worker checks at once, creates what is missing, and reconciles the gap.")
            : Refusal.Conflict(
                "The store's subscriptions are not monitored: "
                    + "set Reconciliation:WebhookBaseUrl for the Worker, and start it."
            );
    }

    private async Task<Answer<ReconcileResult>> RunAsync(
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
                "The Worker compares the store's orders at once, and takes in what is missing or different."
            )
            : s_unknown;
    }

    private sealed record Act(string Store, string Name, string Resource, string Actor, string? Note);
}
