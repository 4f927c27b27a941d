using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Admin.Acts;

/// <summary>
/// Asks the Worker for a walk or a look at the subscriptions. It does them under its lease, so never two at once.
/// </summary>
internal sealed class JobActs(ReconciliationJobTable jobs, OrderActions orders, RunList runs)
{
    /// <summary>Asks for a walk; null where the store is not walked.</summary>
    public Task<ReconcileResult?> ReconcileAsync(
        string store,
        DateTimeOffset? since,
        string actor,
        string? note,
        CancellationToken cancellationToken
    ) => WalkAsync(store, "store", new(actor, "reconcile", note), since, replayed: 0, cancellationToken);

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

        var replayed = await orders.ReviveFoundAsync(runId, new(actor, "replay", note), cancellationToken);
        return await WalkAsync(
            run.Store,
            string.Create(null, $"run/{runId}"),
            new(actor, "heal", note),
            run.FromAt,
            replayed,
            cancellationToken
        );
    }

    /// <summary>
    /// Asks for a look at the subscriptions, which creates what is missing; false where they are not watched.
    /// </summary>
    public Task<bool> RepairAsync(string store, string actor, string? note, CancellationToken cancellationToken) =>
        jobs.AskForSubscriptionsAsync(store, new(actor, "repair", note), cancellationToken);

    private async Task<ReconcileResult?> WalkAsync(
        string store,
        string resource,
        OperatorAction action,
        DateTimeOffset? since,
        int replayed,
        CancellationToken cancellationToken
    )
    {
        var (isAsked, newest) = await jobs.AskForRunAsync(store, since, resource, action, cancellationToken);
        return isAsked
            ? new ReconcileResult(
                store,
                replayed,
                newest,
                "The Worker walks the store's orders at once, and gives what is missing or different to the state machine."
            )
            : null;
    }
}
