namespace RechargeSync.Core.Inbox;

/// <summary>The body of a 200.</summary>
/// <param name="Verdict"><c>stored</c>, <c>duplicate</c> or <c>quarantined</c>.</param>
internal sealed record DeliveryReceipt(string Verdict)
{
    public static DeliveryReceipt Of(DeliveryVerdict verdict) =>
        new(
            verdict switch
            {
                DeliveryVerdict.Stored => "stored",
                DeliveryVerdict.Duplicate => "duplicate",
                _ => "quarantined",
            }
        );
}
