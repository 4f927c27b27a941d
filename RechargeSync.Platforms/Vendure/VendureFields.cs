using System.Globalization;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// What Vendure is told of an order, as the inputs of its mutations: custom fields of samples/vendure, customer and
/// addresses. Pure.
/// </summary>
internal static class VendureFields
{
    /// <summary>The custom field that holds our reference, with a unique index.</summary>
    public const string Reference = "externalReference";

    /// <summary>The custom field that holds what has no place of its own, as JSON.</summary>
    public const string Data = "externalData";

    /// <summary>The custom field that holds what was sold, for <see cref="VendureSold"/>.</summary>
    public const string Sold = "externalSold";

    /// <summary>The custom field that says what has been given back.</summary>
    public const string Refund = "externalRefund";

    /// <summary>Longest text of a custom field of type string, in characters.</summary>
    private const int MaxString = 255;

    /// <summary>An order's custom fields at its creation, but for its reference.</summary>
    public static JsonObject OfNew(PlatformOrder order, VendureSale sale)
    {
        var fields = OfChange(order, []);
        fields["externalShipping"] = sale.Shipping;
        fields["externalShippingTaxRate"] = sale.ShippingTaxRate;
        fields[Sold] = VendureSold.Of(order).ToJson();
        return fields;
    }

    /// <summary>What an update sets of them; what the order does not mention is left out.</summary>
    /// <param name="order">The order.</param>
    /// <param name="known">The order's <see cref="Data"/> as it is.</param>
    public static JsonObject OfChange(PlatformOrder order, JsonObject known)
    {
        var fields = new JsonObject();
        if (order.Note.IsMentioned)
        {
            fields["externalNote"] = Text(order.Note.Value);
        }

        if (order.Tags is { IsMentioned: true, Value: { } tags })
        {
            fields["externalTags"] = new JsonArray([.. tags.Select(tag => (JsonNode?)Cut(tag))]);
        }

        var data = (JsonObject)known.DeepClone();
        foreach (var (name, value) in DataOf(order))
        {
            data[name] = value?.DeepClone();
        }

        fields[Data] = data.ToJsonString();
        return fields;
    }

    /// <summary>A line's custom fields.</summary>
    public static JsonObject Of(VendureSaleLine line) =>
        new()
        {
            ["externalLineId"] = LineId(line.Line, line.Position),
            ["externalUnitPrice"] = line.UnitPrice,
            ["externalPriceIncludesTax"] = line.IncludesTax,
            ["externalDiscount"] = line.Discount,
            ["externalTaxRate"] = line.TaxRate,
            [Data] = DataOf(line.Line).ToJsonString(),
        };

    /// <summary>What keeps two lines of one variant apart, and finds a line again.</summary>
    public static string LineId(PlatformLine line, int position) =>
        Cut(string.Create(CultureInfo.InvariantCulture, $"{position}:{line.PurchaseItemId}"));

    /// <summary>A line's part of what has no place of its own.</summary>
    public static JsonObject DataOf(PlatformLine line) =>
        Kept(
            ("purchaseItemId", line.PurchaseItemId),
            ("purchaseItemType", line.PurchaseItemType),
            ("title", line.Title),
            ("variantTitle", line.VariantTitle),
            ("productId", line.ProductId),
            ("variantId", line.VariantId),
            ("sku", line.Sku),
            ("originalPrice", Amount(line.OriginalPrice)),
            ("bundleParent", line.BundleParent),
            ("taxLines", line.TaxLines.Count == 0 ? null : Each(line.TaxLines, TaxLine)),
            ("properties", line.Properties.Count == 0 ? null : Each(line.Properties, Attribute))
        );

    /// <summary>Who bought; null where there is no e-mail address, without which Vendure has no customer.</summary>
    public static JsonObject? Customer(PlatformOrder order) =>
        EmailOf(order) is { } email
            ? new JsonObject
            {
                ["emailAddress"] = email,
                ["firstName"] = Text(order.Customer.FirstName.Value) ?? "",
                ["lastName"] = Text(order.Customer.LastName.Value) ?? "",
                ["phoneNumber"] = Text(order.Customer.Phone.Value),
            }
            : null;

    /// <summary>The customer's e-mail address as Vendure keeps it.</summary>
    public static string? EmailOf(PlatformOrder order) =>
        (Text(order.Customer.Email.Value) ?? Text(order.Email.Value))?.Trim() is { Length: > 0 } email
            ? email.ToLowerInvariant()
            : null;

    /// <summary>An address; null where it names no country, without which Vendure takes none.</summary>
    public static JsonObject? Address(PlatformAddress? address) =>
        address is { Country: { Length: > 0 } country }
            ? new JsonObject
            {
                ["fullName"] = Text($"{address.FirstName} {address.LastName}".Trim()),
                ["company"] = Text(address.Company),
                ["streetLine1"] = Text(address.Address1) ?? "",
                ["streetLine2"] = Text(address.Address2),
                ["city"] = Text(address.City),
                ["province"] = Text(address.Province),
                ["postalCode"] = Text(address.Zip),
                ["countryCode"] = country.ToUpperInvariant(),
                ["phoneNumber"] = Text(address.Phone),
            }
            : null;

    /// <summary>What is said of a refund.</summary>
    public static string RefundText(PlatformRefund refund) =>
        string.Join(' ', [refund.IsWhole ? "refunded" : "partially_refunded", .. AmountOf(refund)]);

    private static string[] AmountOf(PlatformRefund refund) =>
        refund.Amount is { } amount
            ? [Amount(amount)!, .. refund.Currency is { } currency ? [currency] : (string[])[]]
            : [];

    // What the order mentions, null where it says that there is nothing.
    private static JsonObject DataOf(PlatformOrder order)
    {
        var data = new JsonObject { ["rechargeOrderId"] = order.RechargeOrderId, ["status"] = order.Status };
        Add(data, "chargeId", order.ChargeId);
        Add(data, "addressId", order.AddressId);
        Add(data, "customerId", order.Customer.Id);
        Add(data, "customerFirstName", order.Customer.FirstName);
        Add(data, "customerLastName", order.Customer.LastName);
        Add(data, "customerPhone", order.Customer.Phone);
        Add(data, "type", order.Type);
        Add(data, "createdAt", order.CreatedAt);
        Add(data, "processedAt", order.ProcessedAt);
        Add(data, "scheduledAt", order.ScheduledAt);
        Add(data, "paymentProcessor", order.Payment.Processor);
        Add(data, "transactionId", order.Payment.TransactionId);
        Add(data, "discounts", order.Discounts, discounts => Each(discounts, Discount));
        Add(data, "shippingLines", order.ShippingLines, lines => Each(lines, ShippingLine));
        Add(data, "taxLines", order.TaxLines, lines => Each(lines, TaxLine));
        Add(data, "attributes", order.Attributes, attributes => Each(attributes, Attribute));
        Add(data, "prepaid", order.Prepaid, prepaid => prepaid);
        Add(data, "prepaidCount", order.PrepaidCount, count => count);
        Add(data, "weightGrams", order.WeightGrams, grams => grams);
        Add(data, "duties", order.Totals.Duties, duties => Amount(duties));
        return data;
    }

    private static void Add(JsonObject data, string name, Maybe<string?> text) =>
        Add(data, name, text, one => Text(one));

    private static void Add<T>(JsonObject data, string name, Maybe<T> maybe, Func<T, JsonNode?> write)
    {
        if (maybe.IsMentioned)
        {
            data[name] = write(maybe.Value);
        }
    }

    private static JsonArray Each<T>(IReadOnlyList<T> items, Func<T, JsonNode?> write) => [.. items.Select(write)];

    private static JsonObject Discount(PlatformDiscount discount) =>
        Kept(
            ("code", discount.Code),
            ("kind", discount.Kind),
            ("value", Amount(discount.Value)),
            ("amount", Amount(discount.Amount))
        );

    private static JsonObject ShippingLine(PlatformShippingLine line) =>
        Kept(
            ("code", line.Code),
            ("title", line.Title),
            ("price", Amount(line.Price)),
            ("taxLines", line.TaxLines.Count == 0 ? null : Each(line.TaxLines, TaxLine))
        );

    private static JsonObject TaxLine(PlatformTaxLine line) =>
        Kept(("title", line.Title), ("rate", Amount(line.Rate)), ("price", Amount(line.Price)));

    private static JsonObject Attribute(PlatformNamedValue attribute) =>
        new() { ["name"] = Text(attribute.Name), ["value"] = Text(attribute.Value) };

    private static JsonObject Kept(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                kept[name] = value;
            }
        }

        return kept;
    }

    private static string? Amount(decimal? amount) => amount?.ToString("0.00######", CultureInfo.InvariantCulture);

    // No text of Postgres holds the character of the number 0.
    private static string? Text(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private static string Cut(string text) =>
        Text(text)! is var rest && rest.Length <= MaxString ? rest : rest[..MaxString];
}
