using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>Reads whole payloads of both API versions; unknown members are passed over.</summary>
internal static class RechargePayload
{
    /// <summary>Reads the <c>order</c> of a webhook's or an answer's body.</summary>
    /// <param name="body">The raw body.</param>
    /// <param name="zone">The store's zone for times without offset; null when unknown.</param>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static RechargeOrder ReadOrder(byte[] body, TimeZoneInfo? zone) =>
        Read(body, root => ReadOrder(Resource(root, "order"), zone));

    /// <summary>Reads the <c>checkout</c> of a webhook's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static RechargeCheckout ReadCheckout(byte[] body) =>
        Read(
            body,
            root =>
            {
                var json = Resource(root, "checkout");
                return new RechargeCheckout(
                    json.Text("token") ?? throw new PayloadException("'token' is missing"),
                    json.ExternalId("external_checkout_id"),
                    Attributes(json)
                );
            }
        );

    /// <summary>Reads the <c>charge</c> of an answer's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static RechargeCharge ReadCharge(byte[] body) =>
        Read(
            body,
            root =>
            {
                var json = Resource(root, "charge");
                return new RechargeCharge(
                    json.Id("id") ?? throw new PayloadException("'id' is missing"),
                    ExternalOrderId(json),
                    json.Count("orders_count") ?? json.Count("shipments_count")
                );
            }
        );

    /// <summary>Reads the <c>orders</c> of a list's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static IReadOnlyList<RechargeOrder> ReadOrders(byte[] body, TimeZoneInfo? zone) =>
        Read(body, root => root.List("orders", order => ReadOrder(order, zone)));

    /// <summary>Reads one order.</summary>
    /// <exception cref="PayloadException">It breaks the contract.</exception>
    public static RechargeOrder ReadOrder(LenientJson json, TimeZoneInfo? zone)
    {
        var charge = json.Member("charge") is { Kind: JsonValueKind.Object } nested ? nested : (LenientJson?)null;
        var orders = charge?.Count("orders_count") ?? charge?.Count("shipments_count");
        return new RechargeOrder
        {
            Id = json.Id("id") ?? throw new PayloadException("'id' is missing"),
            Status = json.Text("status") ?? "",
            AddressId = json.Id("address_id"),
            ChargeId = json.Id("charge_id") ?? charge?.Id("id"),
            IsPrepaid = json.Flag("is_prepaid") ?? (orders is null ? null : orders > 1),
            ExternalOrderId = ExternalOrderId(json),
            ExternalOrderNumber = json.ExternalId("external_order_number") ?? json.Text("shopify_order_number"),
            UpdatedAt = Time(json, "updated_at", zone),
            ScheduledAt = Time(json, "scheduled_at", zone),
            Currency = json.Text("currency"),
            Note = json.Text("note"),
            Customer = Customer(json),
            ShippingAddress = Address(json, "shipping_address"),
            BillingAddress = Address(json, "billing_address"),
            Totals = new RechargeTotals(
                json.Money("subtotal_price"),
                json.Money("total_discounts"),
                Tax(json),
                json.Money("total_price")
            ),
            Tags = json.Tags("tags"),
            Lines = json.List("line_items", Line),
            ShippingLines = json.List(
                "shipping_lines",
                line => new RechargeShippingLine(line.Text("code"), line.Text("title"), line.Money("price"))
            ),
            Discounts = [.. json.List("discounts", Discount), .. json.List("discount_codes", Discount)],
            Attributes = Attributes(json),
        };
    }

    /// <summary>Reads the <c>webhooks</c> of a list's body, and where the next part is.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static SubscriptionPart ReadSubscriptions(byte[] body) =>
        Read(
            body,
            root =>
            {
                if (root.Member("webhooks") is null)
                {
                    throw new PayloadException("the list 'webhooks' is missing");
                }

                var listed = root.List(
                    "webhooks",
                    json => new WebhookSubscription(
                        json.Id("id") ?? throw new PayloadException("'id' is missing"),
                        json.Text("topic") ?? "",
                        json.Text("address") ?? ""
                    )
                );
                return new SubscriptionPart(listed, root.Text("next_cursor"));
            }
        );

    private static string? ExternalOrderId(LenientJson json) =>
        json.ExternalId("external_order_id") ?? json.Text("shopify_order_id");

    private static SourceTime? Time(LenientJson json, string name, TimeZoneInfo? zone) =>
        json.Text(name) is { } text ? SourceTime.Parse(text, name, zone) : null;

    // total_tax, or tax_lines where 2021-01 sends the amount in its place.
    private static decimal? Tax(LenientJson json) =>
        json.Money("total_tax")
        ?? (json.Member("tax_lines") is { Kind: JsonValueKind.Number } ? json.Money("tax_lines") : null);

    private static RechargeCustomer Customer(LenientJson json)
    {
        var nested = json.Member("customer");
        return new RechargeCustomer(
            json.Id("customer_id") ?? nested?.Id("id"),
            json.Text("email") ?? nested?.Text("email"),
            json.Text("first_name") ?? nested?.Text("first_name"),
            json.Text("last_name") ?? nested?.Text("last_name"),
            nested?.Text("phone")
        );
    }

    private static RechargeAddress? Address(LenientJson json, string name) =>
        json.Member(name) is { } address
            ? new RechargeAddress
            {
                FirstName = address.Text("first_name"),
                LastName = address.Text("last_name"),
                Company = address.Text("company"),
                Address1 = address.Text("address1"),
                Address2 = address.Text("address2"),
                City = address.Text("city"),
                Province = address.Text("province"),
                Zip = address.Text("zip"),
                Country = address.Text("country_code") ?? address.Text("country"),
                Phone = address.Text("phone"),
            }
            : null;

    private static RechargeLine Line(LenientJson line) =>
        new()
        {
            Sku = line.Text("sku"),
            ProductId = line.ExternalId("external_product_id") ?? line.Text("shopify_product_id"),
            VariantId = line.ExternalId("external_variant_id") ?? line.Text("shopify_variant_id"),
            Title = line.Text("title") ?? line.Text("product_title"),
            VariantTitle = line.Text("variant_title"),
            Quantity = line.Count("quantity") ?? 1,
            UnitPrice = line.Money("unit_price") ?? line.Money("price"),
            Properties = NamedValues(line, "properties"),
        };

    // 2021-11 gives a value and its type: a percentage is no amount, and the totals have what it came to.
    private static RechargeDiscount Discount(LenientJson discount) =>
        new(
            discount.Text("code"),
            discount.Money("amount") ?? (discount.Text("value_type") == "percentage" ? null : discount.Money("value"))
        );

    private static NamedValue[] Attributes(LenientJson json) =>
        [.. NamedValues(json, "order_attributes"), .. NamedValues(json, "note_attributes")];

    private static NamedValue[] NamedValues(LenientJson json, string name) =>
        json.List(name, entry => new NamedValue(entry.Text("name") ?? "", entry.Text("value")));

    private static LenientJson Resource(LenientJson root, string key) =>
        root.Kind != JsonValueKind.Object
            ? throw new PayloadException("the body is not an object")
            : root.Member(key) ?? throw new PayloadException($"the key '{key}' is missing");

    /// <summary>Parses a body and reads it.</summary>
    /// <exception cref="PayloadException">It is not JSON, or breaks the contract.</exception>
    public static T Read<T>(byte[] body, Func<LenientJson, T> read)
    {
        try
        {
            using var document = LenientDocument.Parse(body);
            return read(document.Root);
        }
        catch (JsonException)
        {
            throw new PayloadException("the body is not JSON");
        }
        catch (InvalidOperationException)
        {
            // Well-formed JSON may hold half a surrogate pair, or bytes that are not UTF-8, within a text.
            throw new PayloadException("the body holds a text that is not Unicode");
        }
    }
}
