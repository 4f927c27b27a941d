namespace RechargeSync.AppHost.Demo;

/// <summary>A purchase for the mock to play: <c>POST /control/checkouts</c>.</summary>
internal sealed record CheckoutOrder(
    string Kind,
    int Shipments,
    IReadOnlyList<CheckoutOrder.Item> Items,
    string? CartId
)
{
    /// <summary>One line of the cart; the price is in the store's currency.</summary>
    internal sealed record Item(string Sku, int Quantity, string Price);
}
