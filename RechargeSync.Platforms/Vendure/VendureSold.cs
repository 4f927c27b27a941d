using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// What an order was sold as, in Recharge's own terms. It is kept with the order at Vendure, so that an update can be
/// known that asks for other lines or another price, which a paid order there cannot take. Pure.
/// </summary>
/// <param name="Lines">Variant, quantity and price of each line as one text; null where nothing is said.</param>
/// <param name="Shipping">The sum of all shipping lines; null where nothing is said.</param>
/// <param name="Total">The total; null where nothing is said.</param>
/// <param name="Currency">ISO 4217; null where nothing is said.</param>
internal sealed record VendureSold(IReadOnlyList<string>? Lines, string? Shipping, string? Total, string? Currency)
{
    /// <summary>What an order says of it.</summary>
    public static VendureSold Of(PlatformOrder order) =>
        new(
            order.Lines is { IsMentioned: true, Value: { } lines } ? [.. lines.Select(Line)] : null,
            order.ShippingLines is { IsMentioned: true, Value: { } shipping }
                ? Amount(shipping.Sum(line => line.Price ?? 0))
                : null,
            order.Totals.Total.Value is { } total ? Amount(total) : null,
            order.Currency.Value?.ToUpperInvariant()
        );

    /// <summary>Reads what Vendure keeps; null where that is nothing of ours.</summary>
    public static VendureSold? Read(string? json)
    {
        try
        {
            return json is not null && JsonNode.Parse(json) is JsonObject sold
                ? new VendureSold(
                    (sold["lines"] as JsonArray)?.Select(line => line?.ToString() ?? "").ToList(),
                    sold["shipping"]?.ToString(),
                    sold["total"]?.ToString(),
                    sold["currency"]?.ToString()
                )
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How Vendure keeps it.</summary>
    public string ToJson() =>
        new JsonObject
        {
            ["lines"] = Lines is null ? null : new JsonArray([.. Lines.Select(line => (JsonNode?)line)]),
            ["shipping"] = Shipping,
            ["total"] = Total,
            ["currency"] = Currency,
        }.ToJsonString();

    /// <summary>
    /// The members of <see cref="PlatformOrder"/> in which an order differs from this; what one of them does not say is
    /// no difference.
    /// </summary>
    public IReadOnlyList<string> DifferencesFrom(VendureSold other)
    {
        var fields = new List<string>();
        if (Lines is not null && other.Lines is not null && !Same(Lines, other.Lines))
        {
            fields.Add("lines");
        }

        Compare("shippingLines", Shipping, other.Shipping);
        Compare("totals", Total, other.Total);
        Compare("currency", Currency, other.Currency);
        return fields;

        void Compare(string field, string? mine, string? theirs)
        {
            if (mine is not null && theirs is not null && mine != theirs)
            {
                fields.Add(field);
            }
        }
    }

    private static bool Same(IReadOnlyList<string> some, IReadOnlyList<string> others) =>
        some.Order(StringComparer.Ordinal).SequenceEqual(others.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Line(PlatformLine line) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Quantity} x {line.VariantId ?? line.Sku} at {(line.UnitPrice is { } price ? Amount(price) : "?")}"
        );

    private static string Amount(decimal amount) => amount.ToString("0.00######", CultureInfo.InvariantCulture);
}
