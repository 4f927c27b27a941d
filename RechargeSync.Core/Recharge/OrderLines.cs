using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// The lines of an order: the one part that must be read for a paid order to be placed, since they say what is shipped.
/// </summary>
internal static class OrderLines
{
    /// <summary>The member of an order that has its lines.</summary>
    public const string Name = "line_items";

    /// <summary>Where Recharge's own bundles name what a line is a part of.</summary>
    private const string BundleProperty = "_rc_bundle_parent";

    /// <summary>The lines that are to be shipped: those of quantity 0 are left out.</summary>
    /// <param name="json">The order.</param>
    /// <param name="isRequired">Whether lines that cannot be read break the contract.</param>
    /// <exception cref="PayloadException">They do, and cannot be read.</exception>
    public static IReadOnlyList<RechargeLine> Read(LenientJson json, bool isRequired) =>
        json.Member(Name) is { } value ? Entries(value, isRequired) : [];

    private static List<RechargeLine> Entries(LenientJson value, bool isRequired)
    {
        if (value.AsList("quantity") is not { } list)
        {
            // What only says that there are none is no list that cannot be read.
            return isRequired && value.Kind == JsonValueKind.Undefined ? throw Unreadable(value, "is not a list") : [];
        }

        if (list.IsOne)
        {
            return Line(list.Value, isRequired) is { Quantity: > 0 } one ? [one] : [];
        }

        var lines = new List<RechargeLine>();
        foreach (var entry in list.Value.Entries)
        {
            if (entry.Kind != JsonValueKind.Object)
            {
                if (isRequired)
                {
                    throw Unreadable(entry, "is not an object");
                }

                entry.Document.LeaveOut(entry.Index, "is not an object");
            }
            else if (Line(entry, isRequired) is { Quantity: > 0 } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static RechargeLine Line(LenientJson line, bool isRequired)
    {
        var properties = line.NamedValues("properties");
        var taxLines = OrderTaxes.Lines(line);
        var quantity = Quantity(line, isRequired);
        var price = line.Money("unit_price") ?? line.Money("price");
        var subscription = line.ExternalId("subscription_id");
        return new RechargeLine
        {
            Sku = line.Text("sku"),
            ProductId = line.ExternalId("external_product_id") ?? line.ExternalId("shopify_product_id"),
            VariantId = line.ExternalId("external_variant_id") ?? line.ExternalId("shopify_variant_id"),
            Title = line.Text("title") ?? line.Text("product_title"),
            VariantTitle = line.Text("variant_title"),
            Quantity = quantity,
            PurchaseItemId = line.ExternalId("purchase_item_id") ?? subscription,
            PurchaseItemType =
                line.Text("purchase_item_type")?.ToLowerInvariant() ?? (subscription is null ? null : "subscription"),
            OriginalPrice = line.Money("original_price"),
            UnitPrice = price,
            Total = line.Money("total_price") ?? price * quantity,
            Tax = line.Money("tax_due") ?? Tax(line, taxLines),
            Discount = line.Money("total_discount") ?? line.Money("discount_amount"),
            UnitPriceIncludesTax = line.Flag("unit_price_includes_tax"),
            WeightGrams = OrderReader.Grams(line, "grams"),
            Image = Image(line),
            RequiresShipping = line.Flag("requires_shipping"),
            BundleParent =
                line.ExternalId("bundle_parent_id")
                ?? (properties.Length == 0 ? null : Array.Find(properties, p => p.Name == BundleProperty)?.Value),
            TaxLines = taxLines,
            Properties = properties,
        };
    }

    private static int Quantity(LenientJson line, bool isRequired)
    {
        var value = line.Member("quantity");
        switch (line.Count("quantity"))
        {
            case >= 0 and var quantity:
                return quantity;
            case null when value is null or { Kind: not JsonValueKind.Undefined }:
                line.Document.Remark(line.Index, "has no quantity, taken as 1");
                return 1;
            default:
                if (isRequired)
                {
                    throw Unreadable(value!.Value, "is not a whole number of 0 or more");
                }

                line.Document.LeaveOut(value!.Value.Index, "is not a whole number of 0 or more");
                return 1;
        }
    }

    // As sent, or what the tax lines come to; in 2021-01 the amount may stand in their place.
    private static decimal? Tax(LenientJson line, IReadOnlyList<RechargeTaxLine> taxLines)
    {
        if (!line.Mentions("tax_lines"))
        {
            return null;
        }

        var sum = OrderTaxes.Amount(line) ?? 0;
        foreach (var tax in taxLines)
        {
            sum += tax.Price ?? 0;
        }

        return sum;
    }

    // The largest of them.
    private static string? Image(LenientJson line) =>
        line.Member("images") is { Kind: JsonValueKind.Object } images
            ? images.Text("original") ?? images.Text("large") ?? images.Text("medium") ?? images.Text("small")
            : line.Text("image");

    private static PayloadException Unreadable(LenientJson value, string problem) =>
        new($"'{value.Document.Path(value.Index)}' {problem}");
}
