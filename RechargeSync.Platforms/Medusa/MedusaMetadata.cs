using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// What of an order stands in the metadata of Medusa's order: whatever it has no member for, and what we compare an
/// update with. Keys begin with <c>recharge_</c>. Pure.
/// </summary>
internal static class MedusaMetadata
{
    /// <summary>Becomes the draft's <c>custom_display_id</c> by the order module's option.</summary>
    public const string Reference = "external_reference";

    /// <summary>SHA-256 of the order as it was sent last, in hexadecimal digits.</summary>
    public const string Hash = "recharge_hash";

    /// <summary>The version of the update that was carried last.</summary>
    public const string Version = "recharge_version";

    /// <summary>Hashes of what cannot change once the order is placed, by the member's name.</summary>
    public const string Fixed = "recharge_fixed";

    /// <summary>What the order is at Recharge: <c>paid</c>, <c>partially_refunded</c>, <c>refunded</c>.</summary>
    public const string Status = "recharge_status";

    /// <summary>All that has been given back, a decimal text in major units.</summary>
    public const string Refunded = "recharge_refunded";

    /// <summary>What is said of an order; a value of null is said to be empty.</summary>
    public static JsonObject Of(OutgoingOrder outgoing)
    {
        var order = outgoing.Order;
        var data = new JsonObject { [Hash] = Hex(outgoing.Hash), [Fixed] = FixedOf(order) };
        data["recharge_order_id"] = order.RechargeOrderId;
        data[Status] = order.Status;
        Say(data, "recharge_charge_id", order.ChargeId);
        Say(data, "recharge_address_id", order.AddressId);
        Say(data, "recharge_type", order.Type);
        Say(data, "recharge_created_at", order.CreatedAt);
        Say(data, "recharge_processed_at", order.ProcessedAt);
        Say(data, "recharge_scheduled_at", order.ScheduledAt);
        Say(data, "recharge_note", order.Note);
        Say(data, "recharge_customer_id", order.Customer.Id);
        Say(data, "recharge_customer_email", order.Customer.Email);
        Say(data, "recharge_customer_first_name", order.Customer.FirstName);
        Say(data, "recharge_customer_last_name", order.Customer.LastName);
        Say(data, "recharge_customer_phone", order.Customer.Phone);
        Say(data, "recharge_customer_external_id", order.Customer.ExternalId);
        Say(data, "recharge_payment_processor", order.Payment.Processor);
        Say(data, "recharge_transaction_id", order.Payment.TransactionId);
        Say(data, Refunded, order.Totals.Refunds, amount => Money(amount));
        Say(data, "recharge_tax_total", order.Totals.Tax, amount => Money(amount));
        Say(data, "recharge_discount_total", order.Totals.Discounts, amount => Money(amount));
        Say(data, "recharge_prepaid", order.Prepaid, value => JsonValue.Create(value));
        Say(data, "recharge_prepaid_count", order.PrepaidCount, value => JsonValue.Create(value));
        Say(data, "recharge_tags", order.Tags, tags => Array(tags, tag => JsonValue.Create(tag)));
        Say(data, "recharge_attributes", order.Attributes, Pairs);
        Say(data, "recharge_discount_codes", order.Discounts, all => Array(all, one => JsonValue.Create(one.Code)));
        return data;
    }

    /// <summary>What is said of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="position">From 1: Medusa gives an order's items back in any sequence.</param>
    public static JsonObject Of(PlatformLine line, int position)
    {
        var data = new JsonObject { ["recharge_line"] = position };
        Say(data, "recharge_purchase_item_id", line.PurchaseItemId);
        Say(data, "recharge_purchase_item_type", line.PurchaseItemType);
        Say(data, "recharge_variant_id", line.VariantId);
        Say(data, "recharge_variant_title", line.VariantTitle);
        Say(data, "recharge_bundle_parent", line.BundleParent);
        Say(data, "recharge_original_price", Money(line.OriginalPrice));
        Say(data, "recharge_tax", Money(line.Tax));
        Say(data, "recharge_discount", Money(line.Discount));
        if (line.Properties.Count > 0)
        {
            data["recharge_properties"] = Pairs(line.Properties);
        }

        return data;

        static void Say(JsonObject data, string key, string? value)
        {
            if (value is not null)
            {
                data[key] = value;
            }
        }
    }

    /// <summary>What is said of a new order, without what is said to be empty.</summary>
    public static JsonObject ForNew(OutgoingOrder outgoing)
    {
        var data = Of(outgoing);
        foreach (var key in data.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            data.Remove(key);
        }

        data[Reference] = outgoing.Order.Reference;
        return data;
    }

    /// <summary>The difference between what is noted and what is to be; null where there is none.</summary>
    public static JsonObject? Change(JsonObject? noted, JsonObject wanted)
    {
        var change = new JsonObject();
        foreach (var (key, value) in wanted)
        {
            var old = noted?[key];
            if (!JsonNode.DeepEquals(old, value))
            {
                // Null would be kept as a null; an empty text takes the key away.
                change[key] = value?.DeepClone() ?? "";
            }
        }

        return change.Count == 0 ? null : change;
    }

    /// <summary>The members of an order that Medusa has fixed, and that are said to be something else now.</summary>
    /// <param name="noted">As the order was made.</param>
    /// <param name="wanted">As it is to be; what it does not mention is not compared.</param>
    public static IReadOnlyList<string> ChangedOfFixed(JsonObject? noted, PlatformOrder wanted) =>
        noted?[Fixed] is not JsonObject made
            ? []
            :
            [
                .. FixedOf(wanted)
                    .Where(pair => !JsonNode.DeepEquals(made[pair.Key], pair.Value))
                    .Select(pair => pair.Key),
            ];

    /// <summary>A decimal text, as the platform API writes amounts.</summary>
    public static string? Money(decimal? amount) => amount?.ToString("0.00######", CultureInfo.InvariantCulture);

    public static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static JsonObject FixedOf(PlatformOrder order)
    {
        var all = new JsonObject();
        var totals = order.Totals;
        Note("currency", order.Currency.IsMentioned, [order.Currency.Value]);
        Note("lines", order.Lines.IsMentioned, order.Lines.IsMentioned ? order.Lines.Value.SelectMany(Parts) : []);
        Note(
            "shippingLines",
            order.ShippingLines.IsMentioned,
            order.ShippingLines.IsMentioned
                ? order.ShippingLines.Value.SelectMany(line => (string?[])[line.Code, line.Title, Money(line.Price)])
                : []
        );
        Note(
            "discounts",
            order.Discounts.IsMentioned,
            order.Discounts.IsMentioned
                ? order.Discounts.Value.SelectMany(one => (string?[])[one.Code, one.Kind, Money(one.Amount)])
                : []
        );
        Note("totals.tax", totals.Tax.IsMentioned, [Money(totals.Tax.Value)]);
        Note("totals.duties", totals.Duties.IsMentioned, [Money(totals.Duties.Value)]);
        Note("totals.total", totals.Total.IsMentioned, [Money(totals.Total.Value)]);
        return all;

        void Note(string member, bool isMentioned, IEnumerable<string?> parts)
        {
            if (isMentioned)
            {
                // Texts with their lengths before them: no two lists of them are written alike.
                var text = string.Concat(
                    parts.Select(part => part is null ? "-;" : FormattableString.Invariant($"{part.Length}:{part}"))
                );
                all[member] = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
            }
        }
    }

    private static IEnumerable<string?> Parts(PlatformLine line) =>
        [
            line.Sku,
            line.VariantId,
            line.Title,
            line.Quantity.ToString(CultureInfo.InvariantCulture),
            line.PurchaseItemId,
            Money(line.UnitPrice),
            Money(line.Tax),
            Money(line.Discount),
            .. line.Properties.SelectMany(property => (string?[])[property.Name, property.Value]),
        ];

    private static JsonArray Pairs(IReadOnlyList<PlatformNamedValue> pairs) =>
        Array(pairs, pair => new JsonObject { ["name"] = pair.Name, ["value"] = pair.Value });

    private static JsonArray Array<T>(IReadOnlyList<T> entries, Func<T, JsonNode?> node) =>
        new([.. entries.Select(node)]);

    private static void Say(JsonObject data, string key, Maybe<string?> text) =>
        Say(data, key, text, value => JsonValue.Create(value));

    private static void Say<T>(JsonObject data, string key, Maybe<T> maybe, Func<T, JsonNode?> node)
    {
        if (maybe.IsMentioned)
        {
            data[key] = maybe.Value is null ? null : node(maybe.Value);
        }
    }
}
