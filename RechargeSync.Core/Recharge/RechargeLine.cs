namespace RechargeSync.Core.Recharge;

/// <summary>A line of an order, in either version's shape.</summary>
internal sealed record RechargeLine(
    string? Sku,
    string? ProductId,
    string? VariantId,
    string? Title,
    string? VariantTitle,
    int Quantity,
    decimal? UnitPrice,
    IReadOnlyList<NamedValue> Properties
);
