using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Reconciliation;

/// <summary>Runs and what they found, newest first.</summary>
internal sealed class RunList(NpgsqlDataSource database)
{
    private const string Columns =
        "id, store, cause, stage, started_at, finished_at, from_at, checked, missing, different, extra, "
        + "healed, warning, error";

    /// <summary>A page of runs.</summary>
    public async Task<Answer<ListPage<ReconciliationRun>>> ListAsync(
        string? store,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        if (Paging.Check(page, out var after, out var limit) is { } refusal)
        {
            return refusal;
        }

        await using var command = database.CreateCommand(
            $"""
            SELECT {Columns} FROM reconciliation_runs
                WHERE (@after::bigint IS NULL OR id < @after) AND (@store::text IS NULL OR store = @store)
                    ORDER BY id DESC LIMIT @limit
            """
        );
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Optional("store", NpgsqlDbType.Text, store);
        command.Values().Add("limit", limit + 1);
        var runs = await command.ReadAsync(Run, cancellationToken);
        return Paging.Page(runs, limit, run => new Cursor(run.Id));
    }

    /// <summary>The newest run of each store.</summary>
    public async Task<IReadOnlyDictionary<string, ReconciliationRun>> NewestAsync(
        string[] stores,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT r.* FROM unnest(@stores) AS s (store)
            CROSS JOIN LATERAL (SELECT {Columns} FROM reconciliation_runs
                WHERE store = s.store ORDER BY started_at DESC LIMIT 1) AS r
            """
        );
        command.Values().Add("stores", stores);
        return (await command.ReadAsync(Run, cancellationToken)).ToDictionary(run => run.Store, StringComparer.Ordinal);
    }

    /// <summary>One run; null where there is none.</summary>
    public async Task<ReconciliationRun?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM reconciliation_runs WHERE id = @id");
        command.Values().Add("id", id);
        return await command.ReadAsync(Run, cancellationToken) is [var run] ? run : null;
    }

    /// <summary>A page of a run's findings, oldest first.</summary>
    public async Task<Answer<ListPage<DriftSummary>>> FindingsAsync(
        long runId,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        if (Paging.Check(page, out var after, out var limit) is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(runId, cancellationToken) is null)
        {
            return Refusal.NotFound("No such run is on record; reports are kept for Reconciliation:Retention.");
        }

        await using var command = database.CreateCommand(
            """
            SELECT f.id, f.run_id, f.store, f.order_id, f.kind, f.detail, f.healed, f.found_at, o.state, o.attempts
            FROM reconciliation_findings AS f LEFT JOIN orders AS o ON o.store = f.store AND o.order_id = f.order_id
            WHERE f.run_id = @run AND (@after::bigint IS NULL OR f.id > @after) ORDER BY f.id LIMIT @limit
            """
        );
        command.Values().Add("run", runId);
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Add("limit", limit + 1);
        var findings = await command.ReadAsync(Finding, cancellationToken);
        return Paging.Page(findings, limit, finding => new Cursor(finding.Id));
    }

    private static ReconciliationRun Run(RowReader row)
    {
        var run = new ReconciliationRun
        {
            Id = row.Value<long>(),
            Store = row.Value<string>(),
            Cause = ApiNames.Of((RunCause)row.Value<short>()),
            Stage = ApiNames.Of((RunStage)row.Value<short>()),
            StartedAt = row.Value<DateTimeOffset>(),
            FinishedAt = row.OptionalValue<DateTimeOffset>(),
            FromAt = row.Value<DateTimeOffset>(),
            Checked = row.Value<int>(),
            Missing = row.Value<int>(),
            Different = row.Value<int>(),
            Extra = row.Value<int>(),
            Healed = row.Value<int>(),
            Warning = row.Optional<string>(),
            Error = row.Optional<string>(),
            State = "",
        };
        return run with
        {
            State =
                run.FinishedAt is not null ? "finished"
                : run.Error is not null ? "stalled"
                : "running",
            DurationMs = (long?)(run.FinishedAt - run.StartedAt)?.TotalMilliseconds,
        };
    }

    private static DriftSummary Finding(RowReader row)
    {
        var finding = new DriftSummary
        {
            Id = row.Value<long>(),
            RunId = row.Value<long>(),
            Store = row.Value<string>(),
            OrderId = row.Value<long>(),
            Kind = ApiNames.Of((DriftKind)row.Value<short>()),
            Detail = row.Value<string>(),
            Healed = row.Value<bool>(),
            FoundAt = row.Value<DateTimeOffset>(),
            Meaning = "",
        };
        var (state, attempts) = (row.OptionalValue<short>(), row.OptionalValue<int>());
        return finding with
        {
            Meaning = FindingText.Of(finding.Detail),
            OrderState = state is { } now ? ApiNames.Of((WorkState)now, attempts ?? 0) : null,
        };
    }
}
