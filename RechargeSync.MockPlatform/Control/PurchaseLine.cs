namespace RechargeSync.MockPlatform.Control;

/// <summary>One line of a purchase.</summary>
/// <param name="UnitPrice">For one piece in one shipment.</param>
internal sealed record PurchaseLine(Product Product, int Quantity, decimal UnitPrice, long PurchaseItemId);
