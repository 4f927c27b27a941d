using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Reconciliation;

/// <summary>Runs and what they found, newest first.</summary>
internal sealed class RunList(IDbContextFactory<SyncDbContext> contexts)
{
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

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = context.ReconciliationRuns.AsNoTracking();
        found = after is null ? found : found.Where(run => run.Id < after.Id);
        found = store is null ? found : found.Where(run => run.Store == store);
        var runs = await found
            .OrderByDescending(run => run.Id)
            .Take(limit + 1)
            .Select(run => Run(run))
            .ToListAsync(cancellationToken);
        return Paging.Page(runs, limit, run => new Cursor(run.Id));
    }

    /// <summary>The newest run of each store; a dry one tells nothing of how the store stands.</summary>
    public async Task<IReadOnlyDictionary<string, ReconciliationRun>> NewestAsync(
        string[] stores,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // A scalar subquery for each store: LINQ's usual form, a join of the first of each group, would number all
        // runs.
        var newest = context
            .Stores(stores)
            .Select(store =>
                context
                    .ReconciliationRuns.Where(run => run.Store == store.Name && !run.DryRun)
                    .OrderByDescending(run => run.StartedAt)
                    .Select(run => (long?)run.Id)
                    .FirstOrDefault()
            );
        var runs = await context
            .ReconciliationRuns.AsNoTracking()
            .Where(run => newest.Contains(run.Id))
            .ToListAsync(cancellationToken);
        return runs.Select(Run).ToDictionary(run => run.Store, StringComparer.Ordinal);
    }

    /// <summary>One run; null where there is none.</summary>
    public async Task<ReconciliationRun?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return
            await context.ReconciliationRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken)
                is { } row
            ? Run(row)
            : null;
    }

    /// <summary>How many of the orders that a run found are dead letters.</summary>
    public async Task<int> CountDeadAsync(long runId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context
            .ReconciliationFindings.Where(row => row.RunId == runId)
            .Select(row => new { row.Store, row.OrderId })
            .Distinct()
            .CountAsync(
                found =>
                    context.Orders.Any(order =>
                        order.Store == found.Store
                        && order.OrderId == found.OrderId
                        && order.Work.State == WorkState.Dead
                    ),
                cancellationToken
            );
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

        if (await FindAsync(runId, cancellationToken) is not { } run)
        {
            return Refusal.NotFound("No such run is on record; reports are kept for Reconciliation:Retention.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<ReconciliationFindingRow> found = context.ReconciliationFindings.Where(row => row.RunId == runId);
        found = after is null ? found : found.Where(row => row.Id > after.Id);
        var findings = await found
            .AsNoTracking()
            .OrderBy(row => row.Id)
            .Take(limit + 1)
            .LeftJoin(
                context.Orders,
                row => new { row.Store, row.OrderId },
                order => new { order.Store, order.OrderId },
                (row, order) =>
                    new
                    {
                        Row = row,
                        State = (WorkState?)order!.Work.State,
                        Attempts = (int?)order.Work.Attempts,
                    }
            )
            .OrderBy(finding => finding.Row.Id)
            .Select(finding => Finding(finding.Row, finding.State, finding.Attempts, run.DryRun))
            .ToListAsync(cancellationToken);
        return Paging.Page(findings, limit, finding => new Cursor(finding.Id));
    }

    private static ReconciliationRun Run(ReconciliationRunRow row) =>
        new()
        {
            Id = row.Id,
            Store = row.Store,
            Cause = ApiNames.Of(row.Cause),
            DryRun = row.DryRun,
            State =
                row.FinishedAt is not null ? "finished"
                : row.Error is not null ? "stalled"
                : "running",
            Stage = ApiNames.Of(row.Stage),
            StartedAt = row.StartedAt,
            FinishedAt = row.FinishedAt,
            DurationMs = (long?)(row.FinishedAt - row.StartedAt)?.TotalMilliseconds,
            FromAt = row.FromAt,
            Checked = row.Checked,
            Missing = row.Missing,
            Different = row.Different,
            Extra = row.Extra,
            Healed = row.Healed,
            Warning = row.Warning,
            Error = row.Error,
        };

    private static DriftSummary Finding(ReconciliationFindingRow row, WorkState? state, int? attempts, bool isDryRun) =>
        new()
        {
            Id = row.Id,
            RunId = row.RunId,
            Store = row.Store,
            OrderId = row.OrderId,
            Kind = ApiNames.Of(row.Kind),
            Detail = row.Detail,
            Meaning = FindingText.Of(row.Detail, isDryRun),
            Mendable = FindingText.IsMendable(row.Detail),
            Healed = row.Healed,
            FoundAt = row.FoundAt,
            OrderState = state is { } now ? ApiNames.Of(now, attempts ?? 0) : null,
        };
}
