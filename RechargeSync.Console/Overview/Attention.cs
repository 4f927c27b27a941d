using System.Globalization;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Core.Admin.Overviews;

/// <summary>Decides what needs a person, most urgent first, each with its one next act. Pure.</summary>
internal static class Attention
{
    private const long OldOrderMs = 15 * 60 * 1000;
    private const int MostGroups = 10;

    public static IReadOnlyList<AttentionItem> Find(
        IReadOnlyList<StoreOverview> stores,
        IReadOnlyList<DeadLetterGroup> groups,
        StreamState? stream
    )
    {
        var items = new List<AttentionItem>();
        if (stream is null)
        {
            items.Add(
                new AttentionItem(
                    "redis",
                    "critical",
                    null,
                    null,
                    0,
                    "Redis is away: webhooks are still stored, and work goes on more slowly.",
                    "run_doctor",
                    null
                )
            );
        }

        items.AddRange(stores.SelectMany(Subscriptions));
        items.AddRange(groups.Where(group => group.Kind != "delivery").Take(MostGroups).Select(Dead));
        items.AddRange(groups.Where(group => group.Kind == "delivery").Take(MostGroups).Select(Quarantined));
        items.AddRange(stores.Where(store => store.FreshnessMs > OldOrderMs).Select(Old));
        items.AddRange(stores.SelectMany(Reconciliation));
        return [.. items.OrderBy(item => item.Severity == "critical" ? 0 : 1)];
    }

    private static IEnumerable<AttentionItem> Subscriptions(StoreOverview store)
    {
        if (store.Subscriptions is { State: "failing", Error: var error })
        {
            yield return new AttentionItem(
                "subscriptions",
                "critical",
                store.Store,
                error,
                0,
                $"The webhook subscriptions of {store.Store} cannot be looked after ({error}).",
                "repair_subscriptions",
                null
            );
        }
    }

    private static AttentionItem Dead(DeadLetterGroup group) =>
        new(
            "dead_letters",
            "critical",
            group.Store,
            group.Reason,
            group.Count,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Count} {(group.Kind == "order" ? "order" : "cart")}{(group.Count == 1 ? " was" : "s were")} given up in {group.Store}: {group.Reason}."
            ),
            "review_dead_letters",
            null
        );

    private static AttentionItem Quarantined(DeadLetterGroup group) =>
        new(
            "quarantine",
            "warning",
            group.Store,
            group.Reason,
            group.Count,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Count} {(group.Count == 1 ? "delivery" : "deliveries")} of {group.Store} could not be understood or applied: {group.Reason}."
            ),
            "review_deliveries",
            null
        );

    private static AttentionItem Old(StoreOverview store) =>
        new(
            "old_orders",
            "warning",
            store.Store,
            null,
            store.Active,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The oldest order of {store.Store} that is not done waits for {store.FreshnessMs / 60_000} minutes."
            ),
            "review_orders",
            null
        );

    private static IEnumerable<AttentionItem> Reconciliation(StoreOverview store)
    {
        if (store.LastReconciliation is not { } run)
        {
            yield break;
        }

        if (run.State == "stalled")
        {
            yield return new AttentionItem(
                "reconciliation",
                "warning",
                store.Store,
                run.Error,
                0,
                $"The walk over {store.Store}'s orders stands still ({run.Error}).",
                "run_reconciliation",
                run.Id
            );
        }

        if (run.Missing + run.Different + run.Extra - run.Healed is > 0 and var open)
        {
            yield return new AttentionItem(
                "drift",
                "warning",
                store.Store,
                null,
                open,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{open} {(open == 1 ? "difference" : "differences")} between Recharge and us in {store.Store} {(open == 1 ? "does not heal by itself" : "do not heal by themselves")}."
                ),
                "review_findings",
                run.Id
            );
        }
    }
}
