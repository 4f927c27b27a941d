using System.Globalization;

namespace RechargeSync.Console.Orders;

/// <summary>What a person may have typed to find an order. Pure.</summary>
/// <param name="Number">As an order's or a charge's id; null where it is none.</param>
/// <param name="Text">As the platform's id.</param>
/// <param name="PlatformNumber">As the platform's number.</param>
/// <param name="Store">The store that a reference names.</param>
internal sealed record OrderSearch(long? Number, string Text, string PlatformNumber, string? Store)
{
    private const int Longest = 200;

    /// <summary>Reads the text; null where there is nothing to search for.</summary>
    public static OrderSearch? Parse(string? typed)
    {
        var text = typed?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > Longest || text.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (text.Split(':') is ["recharge", var store, var id] && Id(id) is { } referenced)
        {
            return new OrderSearch(referenced, text, text, store);
        }

        var bare = text.StartsWith("order/", StringComparison.OrdinalIgnoreCase) ? text[6..] : text;
        return new OrderSearch(Id(bare), bare, bare, null);
    }

    /// <summary>The platform's number without the mark that shops put before it.</summary>
    public string NumberWithoutMark => PlatformNumber.TrimStart('#');

    private static long? Id(string text) =>
        long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
