namespace RechargeSync.MockPlatform.Control;

/// <summary>What a purchase made.</summary>
/// <param name="OrderIds">The orders, the first shipment first.</param>
internal sealed record CheckoutResponse(
    string CheckoutToken,
    string CartId,
    long ChargeId,
    IReadOnlyList<long> OrderIds
);
