namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// The smallest amounts of currencies. Medusa's own table has other ones: it is used there for display only.
/// </summary>
internal static class MedusaCurrencies
{
    private static readonly HashSet<string> s_whole = new(StringComparer.OrdinalIgnoreCase)
    {
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    };

    private static readonly HashSet<string> s_thousandths = new(StringComparer.OrdinalIgnoreCase)
    {
        "BHD",
        "IQD",
        "JOD",
        "KWD",
        "LYD",
        "OMR",
        "TND",
    };

    /// <summary>By ISO 4217; a hundredth where the currency is not known.</summary>
    public static decimal SmallestUnit(string? currency) =>
        currency is null ? 0.01m
        : s_whole.Contains(currency) ? 1m
        : s_thousandths.Contains(currency) ? 0.001m
        : 0.01m;
}
