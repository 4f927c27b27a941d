namespace RechargeSync.MockPlatform.Platform;

/// <summary>One line of a cart.</summary>
internal sealed record CartItem(string Sku, int Quantity);
