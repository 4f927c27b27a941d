namespace RechargeSync.MockPlatform.Platform;

/// <summary>A storefront cart.</summary>
/// <param name="ClearCalls">How many calls emptied it, those that found it empty included.</param>
internal sealed record PlatformCart(string Id, IReadOnlyList<CartItem> Items, int ClearCalls);
