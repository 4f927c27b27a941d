using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Reconciliation;

/// <summary>
/// Asks the Worker for a reconciliation run or a check of the subscriptions. It does them under its lease, so never two
/// at once.
/// </summary>
internal sealed class JobOperations(JobRequests jobs, BulkOperations bulk, RunList runs, TimeProvider clock)
{
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
        if (refusal is not null)
        {
            return refusal;
        }

        var action = new OperatorAction(actor, request.DryRun ? "dry_run" : "reconcile", request.Note);
        return await AskAsync(request.Store, "store", action, request.Since, request.DryRun, cancellationToken);
    }

    /// <summary>Repeats a run over its stretch, and begins to replay what is dead of its findings.</summary>
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

        var asked = await AskAsync(
            run.Store,
            string.Create(null, $"run/{run.Id}"),
            new OperatorAction(actor, "heal", request.Note),
            run.FromAt,
            isDryRun: false,
            cancellationToken
        );
        var dead = await runs.CountDeadAsync(run.Id, cancellationToken);
        if (dead == 0 || asked.Value is not { } result)
        {
            return asked;
        }

        var job = await bulk.StartAsync(
            new BulkJobRow
            {
                Store = run.Store,
                Act = BulkAct.Heal,
                Kind = "order",
                RunId = run.Id,
                Actor = actor,
                Note = request.Note,
                Total = dead,
            },
            cancellationToken
        );
        return result with { Job = job.Value };
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

        var action = new OperatorAction(actor, "repair", note);
        return await jobs.AskForSubscriptionsAsync(store, action, cancellationToken)
            ? new RepairResult(store, "The Worker checks at once, creates what is missing, and reconciles the gap.")
            : Refusal.Conflict(
                "The store's subscriptions are not monitored: "
                    + "set Reconciliation:WebhookBaseUrl for the Worker, and start it."
            );
    }

    private async Task<Answer<ReconcileResult>> AskAsync(
        string store,
        string resource,
        OperatorAction action,
        DateTimeOffset? since,
        bool isDryRun,
        CancellationToken cancellationToken
    )
    {
        var (isAsked, newest) = await jobs.AskForRunAsync(store, since, isDryRun, resource, action, cancellationToken);
        return isAsked
            ? new ReconcileResult(
                store,
                Job: null,
                newest,
                isDryRun
                    ? "The Worker compares the store's orders at once, and tells what it would take in; nothing is placed."
                    : "The Worker compares the store's orders at once, and takes in what is missing or different."
            )
            : s_unknown;
    }
}
