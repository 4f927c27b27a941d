namespace RechargeSync.MockPlatform.Control;

/// <summary>Something to buy.</summary>
internal sealed record Product(
    string Sku,
    string ProductId,
    string VariantId,
    string Title,
    string VariantTitle,
    decimal Price,
    int Grams
);
