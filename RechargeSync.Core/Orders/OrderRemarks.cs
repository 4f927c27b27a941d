using RechargeSync.Core.Recharge;

namespace RechargeSync.Core.Orders;

/// <summary>Remarks that the state machine makes by itself.</summary>
internal static class OrderRemarks
{
    /// <summary>The platform keeps what Recharge has redacted.</summary>
    public static readonly Remark RedactionKept = new(
        "redacted",
        "the shopper's data were taken out at Recharge and stay on the platform, since ApplyRedactions is off"
    );

    /// <summary>The order was linked by somebody else.</summary>
    public static readonly Remark Adopted = new(
        "external_order_id",
        "somebody else has placed and linked the order: it was adopted, and not placed by us"
    );

    /// <summary>The link is another order's.</summary>
    public static readonly Remark LinkRefused = new(
        "external_order_id",
        "the id is another order's of this store, or none that the platform knows: it is no link, and the order is placed by us"
    );

    /// <summary>The column's text with one remark more.</summary>
    public static string? With(string? text, Remark remark) => RemarkText.Write([.. RemarkText.Read(text), remark]);
}
