using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>Line items of orders and charges.</summary>
internal static class LineItems
{
    /// <param name="ofOrder">
    /// Orders carry two members more than charges: <c>product_title</c> and <c>tax_lines</c>.
    /// </param>
    public static JsonNode? ToJanuary(JsonNode? node, bool ofOrder)
    {
        if (node is not JsonObject line)
        {
            return Nodes.Copy(node);
        }

        var target = new JsonObject();
        foreach (var (name, value) in line)
        {
            switch (name)
            {
                case "purchase_item_id":
                    target["subscription_id"] = Nodes.Copy(value);
                    break;
                case "external_product_id" or "external_variant_id":
                    target[name] = Nodes.Unwrap(value);
                    break;
                case "unit_price":
                    target["price"] = Nodes.Copy(value);
                    break;
                case "title" when ofOrder:
                    target["product_title"] = Nodes.Copy(value);
                    target[name] = Nodes.Copy(value);
                    break;
                case "tax_lines" when !ofOrder:
                case "handle"
                or "purchase_item_type"
                or "tax_due"
                or "taxable"
                or "taxable_amount"
                or "total_price"
                or "unit_price_includes_tax":
                    break;
                default:
                    target[name] = Nodes.Copy(value);
                    break;
            }
        }

        return target;
    }

    public static JsonNode? ToNovember(JsonNode? node)
    {
        if (node is not JsonObject line)
        {
            return Nodes.Copy(node);
        }

        var target = new JsonObject();
        foreach (var (name, value) in line)
        {
            switch (name)
            {
                case "subscription_id":
                    target["purchase_item_id"] = Nodes.Copy(value);
                    break;
                case "external_product_id" or "external_variant_id":
                    target[name] = Nodes.Wrap(value);
                    break;
                case "shopify_product_id" or "shopify_variant_id":
                    target["external" + name["shopify".Length..]] = Nodes.Wrap(value);
                    break;
                case "price":
                    target["unit_price"] = Nodes.Copy(value);
                    break;
                case "product_title":
                    break;
                default:
                    target[name] = Nodes.Copy(value);
                    break;
            }
        }

        CompleteNovember(target);
        return target;
    }

    private static void CompleteNovember(JsonObject line)
    {
        Nodes.Default(line, "handle", null);
        Nodes.Default(line, "purchase_item_type", "subscription");
        Nodes.Default(line, "tax_due", "0.00");
        Nodes.Default(line, "tax_lines", new JsonArray());
        Nodes.Default(line, "taxable", false);
        Nodes.Default(line, "taxable_amount", "0.00");
        Nodes.Default(line, "unit_price_includes_tax", false);
        if (Nodes.Money(line["unit_price"]) is { } price && Nodes.Money(line["quantity"]) is { } quantity)
        {
            Nodes.Default(line, "total_price", (price * quantity).ToString("0.00", CultureInfo.InvariantCulture));
        }
    }
}
