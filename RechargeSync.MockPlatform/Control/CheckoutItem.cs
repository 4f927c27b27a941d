namespace RechargeSync.MockPlatform.Control;

/// <summary>One line of a purchase.</summary>
/// <param name="Price">For one piece in one shipment; the catalogue's unless set.</param>
internal sealed record CheckoutItem(string? Sku, int Quantity = 1, decimal? Price = null, string? Title = null);
