using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>Walks and what they found, newest first.</summary>
internal sealed class RunList(NpgsqlDataSource database)
{
    private const string Columns =
        "id, store, cause, stage, started_at, finished_at, from_at, checked, missing, different, extra, healed, warning, error";

    /// <summary>A page of walks.</summary>
    public async Task<ListPage<ReconciliationRun>> ListAsync(
        string? store,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT {Columns} FROM reconciliation_runs WHERE (@after::bigint IS NULL OR id < @after) AND (@store::text IS NULL OR store = @store) ORDER BY id DESC LIMIT @limit
            """
        );
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Optional("store", NpgsqlDbType.Text, store);
        command.Values().Add("limit", limit + 1);
        var runs = await command.ReadAsync(Run, cancellationToken);
        return runs.Count > limit
            ? new ListPage<ReconciliationRun>(runs[..limit], new Cursor(runs[limit - 1].Id).ToString())
            : new ListPage<ReconciliationRun>(runs, null);
    }

    /// <summary>The newest walk of each store.</summary>
    public async Task<IReadOnlyDictionary<string, ReconciliationRun>> NewestAsync(
        string[] stores,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT r.* FROM unnest(@stores) AS s (store)
            CROSS JOIN LATERAL (SELECT {Columns} FROM reconciliation_runs WHERE store = s.store ORDER BY started_at DESC LIMIT 1) AS r
            """
        );
        command.Values().Add("stores", stores);
        return (await command.ReadAsync(Run, cancellationToken)).ToDictionary(run => run.Store, StringComparer.Ordinal);
    }

    /// <summary>One walk; null where there is none.</summary>
    public async Task<ReconciliationRun?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM reconciliation_runs WHERE id = @id");
        command.Values().Add("id", id);
        return await command.ReadAsync(Run, cancellationToken) is [var run] ? run : null;
    }

    /// <summary>A page of a walk's findings, oldest first.</summary>
    public async Task<ListPage<ReconciliationFinding>> FindingsAsync(
        long runId,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
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
        return findings.Count > limit
            ? new ListPage<ReconciliationFinding>(findings[..limit], new Cursor(findings[limit - 1].Id).ToString())
            : new ListPage<ReconciliationFinding>(findings, null);
    }

    private static ReconciliationRun Run(RowReader row)
    {
        var (id, store, cause, stage) = (
            row.Value<long>(),
            row.Value<string>(),
            Words.Of((WalkCause)row.Value<short>()),
            Words.Of((WalkStage)row.Value<short>())
        );
        var (started, finished, from) = (
            row.Value<DateTimeOffset>(),
            row.OptionalValue<DateTimeOffset>(),
            row.Value<DateTimeOffset>()
        );
        var (seen, missing, different, extra, healed) = (
            row.Value<int>(),
            row.Value<int>(),
            row.Value<int>(),
            row.Value<int>(),
            row.Value<int>()
        );
        var (warning, error) = (row.Optional<string>(), row.Optional<string>());
        return new ReconciliationRun(
            id,
            store,
            cause,
            finished is not null ? "finished"
                : error is not null ? "stalled"
                : "running",
            stage,
            started,
            finished,
            finished is { } end ? (long)(end - started).TotalMilliseconds : null,
            from,
            seen,
            missing,
            different,
            extra,
            healed,
            warning,
            error
        );
    }

    private static ReconciliationFinding Finding(RowReader row)
    {
        var (id, run, store, order) = (row.Value<long>(), row.Value<long>(), row.Value<string>(), row.Value<long>());
        var (kind, detail, healed, found) = (
            (DriftKind)row.Value<short>(),
            row.Value<string>(),
            row.Value<bool>(),
            row.Value<DateTimeOffset>()
        );
        var (state, attempts) = (row.OptionalValue<short>(), row.OptionalValue<int>());
        return new ReconciliationFinding(
            id,
            run,
            store,
            order,
            Words.Of(kind),
            detail,
            FindingWords.Of(detail),
            healed,
            found,
            state is { } now ? Words.Of((WorkState)now, attempts ?? 0) : null
        );
    }
}
