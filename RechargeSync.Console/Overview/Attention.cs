using System.Globalization;
using RechargeSync.Console.Client;
using RechargeSync.Console.DeadLetters;
using RechargeSync.Console.Parts;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;

namespace RechargeSync.Console.Overview;

/// <summary>Decides what needs a person, most urgent first, each with its one next action. Pure.</summary>
internal static class Attention
{
    private const long OldOrderMs = 15 * 60 * 1000;
    private const int MostGroups = 10;

    public static IReadOnlyList<AttentionItem> Find(
        IReadOnlyList<StoreOverview> stores,
        IReadOnlyList<DeadLetterGroup> groups,
        StreamState? stream,
        IReadOnlyList<UnservedStore> unserved,
        DateTimeOffset now
    )
    {
        // What keeps every order of a store from going on comes before what became of single ones.
        var items = new List<AttentionItem>();
        items.AddRange(stores.SelectMany(store => store.Paused.Select(pause => Paused(store, pause))));
        items.AddRange(stores.Where(store => now - store.RefusedSince > RefusalWatch.Patience).Select(Refused));
        if (stream is null)
        {
            items.Add(
                new AttentionItem
                {
                    Kind = "redis",
                    Severity = "critical",
                    Message = "Redis is away: webhooks are still stored, and work goes on more slowly.",
                    Action = "run_doctor",
                }
            );
        }

        items.AddRange(unserved.Select(NotServed));
        items.AddRange(stores.SelectMany(Subscriptions));
        items.AddRange(groups.Where(group => group.Kind != "delivery").Take(MostGroups).Select(Dead));
        items.AddRange(groups.Where(group => group.Kind == "delivery").Take(MostGroups).Select(Quarantined));
        items.AddRange(stores.Where(store => store.FreshnessMs > OldOrderMs).Select(Old));
        items.AddRange(stores.SelectMany(Reconciliation));
        items.AddRange(stores.Where(store => store.BeforeGoLive > 0).Select(BeforeGoLive));
        return [.. items.OrderBy(item => Rank(item.Severity))];
    }

    private static int Rank(string severity) =>
        severity switch
        {
            "critical" => 0,
            "warning" => 1,
            _ => 2,
        };

    private static AttentionItem NotServed(UnservedStore store) =>
        new()
        {
            Kind = "not_served",
            Severity = "critical",
            Store = store.Store,
            Count = store.Waiting,
            Message = $"{store.Problem} {store.Advice}",
            Action = "run_doctor",
        };

    private static AttentionItem Paused(StoreOverview store, PausedSide pause) =>
        new()
        {
            Kind = "paused",
            Severity = "critical",
            Store = store.Store,
            Reason = pause.Reason,
            Count = store.Active,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{(pause.Side == "recharge" ? "Recharge" : "The platform")} refuses everything of {store.Store} "
                    + $"({pause.Reason}{(pause.Status is { } status ? $" {status}" : "")}): its orders wait. {pause.Advice}"
            ),
            Action = "review_pause",
        };

    private static AttentionItem Refused(StoreOverview store) =>
        new()
        {
            Kind = "refused_deliveries",
            Severity = "critical",
            Store = store.Store,
            Message =
                $"Recharge's deliveries to {store.Store} are refused for their signature, and none is accepted: it does "
                + $"not repeat them. Correct Stores:{store.Store}:ClientSecrets.",
            Action = "review_rejected",
        };

    private static IEnumerable<AttentionItem> Subscriptions(StoreOverview store)
    {
        if (store.Subscriptions is { State: "failing", Error: var error })
        {
            yield return new AttentionItem
            {
                Kind = "subscriptions",
                Severity = "critical",
                Store = store.Store,
                Reason = error,
                Message = $"The webhook subscriptions of {store.Store} cannot be checked ({error}).",
                Action = "repair_subscriptions",
            };
        }
    }

    private static AttentionItem Dead(DeadLetterGroup group) =>
        new()
        {
            Kind = "dead_letters",
            Severity = "critical",
            Store = group.Store,
            Reason = group.Reason,
            Count = group.Count,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{Display.Count(group.Count)} {Noun(group.Kind)}{(group.Count == 1 ? " was" : "s were")} given up in "
                    + $"{group.Store}: {group.Reason}.{Meaning(group.Reason)}"
            ),
            Action = "review_dead_letters",
        };

    private static string Noun(string kind) => kind == "checkout" ? "cart" : kind;

    private static string Meaning(string? reason) => ReasonText.MeaningOf(reason) is { } meaning ? " " + meaning : "";

    private static AttentionItem BeforeGoLive(StoreOverview store) =>
        new()
        {
            Kind = "before_go_live",
            Severity = "info",
            Store = store.Store,
            Reason = OrderReason.BeforeGoLive,
            Count = store.BeforeGoLive,
            Message =
                $"{WaitingCounts.BeforeGoLiveText(store.BeforeGoLive)} of {store.Store} from before go-live "
                + $"{(store.BeforeGoLive == 1 ? "is" : "are")} not placed.",
            Action = "review_before_go_live",
        };

    private static AttentionItem Quarantined(DeadLetterGroup group) =>
        new()
        {
            Kind = "quarantine",
            Severity = "warning",
            Store = group.Store,
            Reason = group.Reason,
            Count = group.Count,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{Display.Count(group.Count)} {(group.Count == 1 ? "delivery" : "deliveries")} of {group.Store} could not be "
                    + $"understood or applied: {group.Reason}."
            ),
            Action = "review_deliveries",
        };

    private static AttentionItem Old(StoreOverview store) =>
        new()
        {
            Kind = "old_orders",
            Severity = "warning",
            Store = store.Store,
            Count = store.Active,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The oldest order of {store.Store} that is not done waits for {store.FreshnessMs / 60_000} minutes."
            ),
            Action = "review_orders",
        };

    private static IEnumerable<AttentionItem> Reconciliation(StoreOverview store)
    {
        if (store.LastReconciliation is not { } run)
        {
            yield break;
        }

        if (run.State == "stalled")
        {
            yield return new AttentionItem
            {
                Kind = "reconciliation",
                Severity = "warning",
                Store = store.Store,
                Reason = run.Error,
                Message = $"The reconciliation run over {store.Store}'s orders stands still ({run.Error}).",
                Action = "run_reconciliation",
                RunId = run.Id,
            };
        }

        if (run.Missing + run.Different + run.Extra - run.Healed is > 0 and var open)
        {
            yield return new AttentionItem
            {
                Kind = "drift",
                Severity = "warning",
                Store = store.Store,
                Count = open,
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{open} {(open == 1 ? "difference" : "differences")} between Recharge and us in {store.Store} "
                        + $"{(open == 1 ? "does not heal by itself" : "do not heal by themselves")}."
                ),
                Action = "review_findings",
                RunId = run.Id,
            };
        }
    }
}
