namespace RechargeSync.Platforms.Conformance;

/// <summary>What can be ordered on a platform under test.</summary>
/// <param name="Variants">At least two, of which there is plenty for a few hundred orders.</param>
/// <param name="Currencies">
/// ISO 4217 codes; the first is the usual one. Orders in others are to be refused, unless <see cref="AnyCurrency"/> is
/// one of these.
/// </param>
/// <param name="OtherCountry">
/// ISO 3166-1 alpha-2 code of a country other than US that is served too; null for none.
/// </param>
public sealed record TestCatalogue(
    IReadOnlyList<TestVariant> Variants,
    IReadOnlyList<string> Currencies,
    string? OtherCountry = null
)
{
    /// <summary>Stands for every further currency.</summary>
    public const string AnyCurrency = "*";

    internal bool Takes(string currency) => Currencies.Contains(currency, StringComparer.Ordinal);
}

/// <summary>A variant that can be ordered.</summary>
/// <param name="VariantId">The platform's own id; null where it goes by the SKU.</param>
/// <param name="ProductId">The platform's own id of its product.</param>
/// <param name="Sku">Stock keeping unit.</param>
/// <param name="Title">The product's name.</param>
/// <param name="KeepsStock">Whether an order of it takes units out of a stock that is counted.</param>
public sealed record TestVariant(
    string? VariantId,
    string? ProductId,
    string? Sku,
    string Title,
    bool KeepsStock = false
);
