using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>Tax lines of an order, a line or its shipping: a list, or the amount in its place.</summary>
internal static class OrderTaxes
{
    /// <summary>None where the amount stands in their place.</summary>
    public static IReadOnlyList<RechargeTaxLine> Lines(LenientJson json) =>
        json.Member("tax_lines") is { Kind: JsonValueKind.Array or JsonValueKind.Object }
            ? json.List("tax_lines", "price", Line)
            : [];

    /// <summary>The amount that 2021-01 may send in the list's place.</summary>
    public static decimal? Amount(LenientJson json) =>
        json.Member("tax_lines") is { Kind: not (JsonValueKind.Array or JsonValueKind.Object) }
            ? json.Money("tax_lines")
            : null;

    private static RechargeTaxLine Line(LenientJson line) =>
        new(line.Text("title"), line.Money("rate"), line.Money("price"));
}
