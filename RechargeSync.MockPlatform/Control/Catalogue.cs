using System.Collections.Frozen;

namespace RechargeSync.MockPlatform.Control;

/// <summary>The goods of the mock's shop. Anything else can be bought as well; it is made up from its SKU.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<Product> Products =
    [
        new("COF-100-L", "P-100", "V-1001", "House Blend Coffee", "Large", 24.30m, 250),
        new("COF-110-S", "P-110", "V-1102", "Morning Espresso", "Small", 12.90m, 125),
        new("TEA-200-M", "P-200", "V-2003", "Garden Green Tea", "Medium", 17.50m, 180),
        new("CHO-300-B", "P-300", "V-3001", "Dark Chocolate", "Bar", 6.80m, 100),
    ];

    private static readonly FrozenDictionary<string, Product> BySku = Products.ToFrozenDictionary(
        p => p.Sku,
        StringComparer.Ordinal
    );

    public static Product Find(string sku) =>
        BySku.GetValueOrDefault(sku)
        ?? new Product(sku, "P-" + sku, "V-" + sku, sku, VariantTitle: "", Price: 10.00m, Grams: 100);
}
