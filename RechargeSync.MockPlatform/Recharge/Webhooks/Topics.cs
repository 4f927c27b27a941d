using System.Collections.Frozen;

namespace RechargeSync.MockPlatform.Recharge.Webhooks;

/// <summary>
/// The topics that Recharge knows; the mock accepts all of them and fires the ones named by a constant.
/// </summary>
internal static class Topics
{
    public const string OrderCreated = "order/created";
    public const string OrderProcessed = "order/processed";
    public const string OrderUpdated = "order/updated";
    public const string OrderCancelled = "order/cancelled";
    public const string OrderDeleted = "order/deleted";
    public const string CheckoutProcessed = "checkout/processed";
    public const string ChargeRefunded = "charge/refunded";
    public const string ChargeUpdated = "charge/updated";

    /// <summary>What every store is subscribed to at start.</summary>
    public static readonly IReadOnlyList<string> Default =
    [
        OrderCreated,
        OrderProcessed,
        OrderUpdated,
        OrderCancelled,
        OrderDeleted,
        ChargeRefunded,
        CheckoutProcessed,
    ];

    private static readonly FrozenSet<string> Known = Expand(
            ("order", "created processed updated cancelled deleted upcoming payment_captured success"),
            ("checkout", "created processed updated completed"),
            ("charge", "created paid failed refunded updated upcoming uncaptured max_retries_reached deleted"),
            (
                "subscription",
                "created activated cancelled deleted paused skipped unskipped swapped updated removed_from_skipped_charge"
            ),
            ("customer", "created activated deactivated deleted updated payment_method_updated"),
            ("address", "created updated"),
            ("onetime", "created updated deleted"),
            ("plan", "created updated deleted"),
            ("bundle_selection", "created updated deleted"),
            ("gift_purchase", "created redeemed"),
            ("async_batch", "processed"),
            ("store", "updated"),
            ("recharge", "uninstalled")
        )
        .ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string topic) => Known.Contains(topic);

    private static IEnumerable<string> Expand(params (string Resource, string Events)[] families) =>
        families.SelectMany(f => f.Events.Split(' ').Select(e => $"{f.Resource}/{e}"));
}
