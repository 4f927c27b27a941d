namespace RechargeSync.MockPlatform.Control;

/// <summary>A refund to play: <c>POST /control/orders/{id}/refund</c>.</summary>
/// <param name="Amount">Above zero, in the order's currency; all that is left unless set.</param>
internal sealed record RefundRequest(decimal? Amount = null);
