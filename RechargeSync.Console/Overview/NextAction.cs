using RechargeSync.Console.Client;
using RechargeSync.Console.Parts;

namespace RechargeSync.Console.Overview;

/// <summary>The one thing to do next about what needs a person, as a link. Pure.</summary>
internal static class NextAction
{
    public static (string Label, string Href) Of(AttentionItem item) =>
        item.Action switch
        {
            "review_dead_letters" => (
                "Review dead letters",
                At("/dead-letters", item).With("reason", item.Reason).ToString()
            ),
            "review_deliveries" => (
                "Review deliveries",
                At("/dead-letters", item).With("kind", "delivery").With("reason", item.Reason).ToString()
            ),
            "review_orders" => (
                "Review orders",
                At("/orders", item).With("state", "active").With("sort", "oldest").ToString()
            ),
            "review_before_go_live" => (
                "Review what is not placed",
                At("/orders", item).With("state", "ignored").With("reason", item.Reason).ToString()
            ),
            "review_pause" => ("Look at the pause", "/pauses"),
            "review_rejected" => ("Look at what is refused", "/deliveries/unstored"),
            "repair_subscriptions" => ("Repair subscriptions", At("/subscriptions", item).ToString()),
            "run_reconciliation" => ("Reconcile", At("/reconciliation", item).ToString()),
            "review_findings" when item.RunId is { } run => (
                "Review what differs",
                "/reconciliation/" + Display.Id(run)
            ),
            "review_findings" => ("Review what differs", At("/reconciliation", item).ToString()),
            _ => ("Ask the doctor", "/doctor"),
        };

    private static Address At(string path, AttentionItem item) => new Address(path).With("store", item.Store);
}
