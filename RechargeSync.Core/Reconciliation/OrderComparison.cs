using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Compares what Recharge shows with what we know, and applies the remedies.</summary>
internal sealed class OrderComparison(
    KnownOrders orders,
    OrderReingest reingest,
    GoLive goLive,
    IOptions<ReconciliationOptions> options
)
{
    /// <summary>Compares one page; what it returns is already mended as far as it can be.</summary>
    /// <param name="store">Whose orders.</param>
    /// <param name="stage">Which list showed them.</param>
    /// <param name="isDryRun">True where nothing is mended, only told.</param>
    /// <param name="listed">The orders.</param>
    /// <param name="asked">The database's time before Recharge was asked.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public async Task<List<DriftFinding>> CompareAsync(
        Store store,
        RunStage stage,
        bool isDryRun,
        IReadOnlyList<ListedOrder> listed,
        DateTimeOffset asked,
        CancellationToken cancellationToken
    )
    {
        if (listed.Count == 0)
        {
            return [];
        }

        var known = await orders.ReadAsync(store.Name, [.. listed.Select(order => order.Id)], asked, cancellationToken);
        var findings = await Task.WhenAll(
            listed
                .DistinctBy(order => order.Id)
                .Select(order =>
                    CompareAsync(
                        store,
                        stage,
                        isDryRun,
                        order,
                        known.GetValueOrDefault(order.Id),
                        asked,
                        cancellationToken
                    )
                )
        );
        return [.. findings.OfType<DriftFinding>()];
    }

    private async Task<DriftFinding?> CompareAsync(
        Store store,
        RunStage stage,
        bool isDryRun,
        ListedOrder listed,
        KnownOrder? known,
        DateTimeOffset asked,
        CancellationToken cancellationToken
    )
    {
        if (listed.Order is not { } order)
        {
            return stage == RunStage.Unlinked && known?.PlatformOrderId is null
                ? await QuarantineAsync(store, isDryRun, listed, cancellationToken)
                : null;
        }

        // Recharge's filter once more, since it may have done nothing: what belongs to the other list is compared
        // there.
        if (stage == (order.ExternalOrderId is null ? RunStage.Linked : RunStage.Unlinked))
        {
            return null;
        }

        if (
            Drift.IsFresh(order, asked, options.Value.Grace) || Drift.Judge(store.Name, order, known) is not { } verdict
        )
        {
            return null;
        }

        // Put in to be on record, and no difference: the state machine leaves it to whoever was there before us.
        if (known is null && await goLive.IsBeforeAsync(store, order, cancellationToken))
        {
            _ = !isDryRun && await reingest.ReingestAsync(store.Name, listed, cancellationToken);
            return null;
        }

        var healed = verdict.Remedy switch
        {
            _ when isDryRun => false,
            DriftRemedy.Reingest => await reingest.ReingestAsync(store.Name, listed, cancellationToken),
            DriftRemedy.WriteAgain => await orders.WriteAgainAsync(store.Name, order.Id, known!, cancellationToken),
            _ => false,
        };
        return new DriftFinding(order.Id, verdict.Kind, verdict.Detail, healed);
    }

    private async Task<DriftFinding> QuarantineAsync(
        Store store,
        bool isDryRun,
        ListedOrder listed,
        CancellationToken cancellationToken
    )
    {
        _ = !isDryRun && await reingest.ReingestAsync(store.Name, listed, cancellationToken);
        return new DriftFinding(listed.Id, DriftKind.Missing, DriftDetail.NotUnderstood, Healed: false);
    }
}
