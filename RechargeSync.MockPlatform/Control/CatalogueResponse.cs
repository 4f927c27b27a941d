namespace RechargeSync.MockPlatform.Control;

/// <summary>What can be bought, and in which stores: <c>GET /control/catalogue</c>.</summary>
internal sealed record CatalogueResponse(IReadOnlyList<CatalogueResponse.Shop> Stores, IReadOnlyList<Product> Products)
{
    internal sealed record Shop(string Name, string ApiVersion);
}
