namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>What a checkout made: <c>POST /control/checkouts</c>.</summary>
internal sealed record Purchase(string CheckoutToken, string CartId, long ChargeId, IReadOnlyList<long> OrderIds)
{
    public static string Reference(Shop shop, long orderId) =>
        FormattableString.Invariant($"recharge:{shop.Name}:{orderId}");
}
