using System.Globalization;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>Amounts of money on the wire: decimal numbers written as text.</summary>
internal static class Amounts
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static bool TryParse(string? text, out decimal amount) =>
        decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out amount);

    /// <summary>With at least two decimals; null for null.</summary>
    public static string? Text(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture);
}
