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
        Read(body, root => OfCharge(ReadOrder(Resource(root, "order"), zone), root));

    // A charge stands beside the order where the charge's event led to it: what it says of the money is newer than what
    // the order says of its charge. Its refunds are the order's where it pays for no other.
    private static RechargeOrder OfCharge(RechargeOrder order, LenientJson root)
    {
        if (root.Object("charge") is not { } charge)
        {
            return order;
        }

        var paysForOthers =
            (charge.Count("orders_count") ?? charge.Count("shipments_count") ?? order.OrdersOfCharge) > 1;
        var refunds = paysForOthers ? null : charge.Money("total_refunds");
        return order with
        {
            ChargeStatus = charge.Text("status") ?? order.ChargeStatus,
            TotalRefunds = refunds > (order.TotalRefunds ?? 0) ? refunds : order.TotalRefunds,
        };
    }

    /// <summary>Reads the <c>checkout</c> of a webhook's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static RechargeCheckout ReadCheckout(byte[] body) =>
        Read(
            body,
            root =>
            {
                var json = Resource(root, "checkout");
                return new RechargeCheckout(
                    json.ExternalId("token") ?? throw new PayloadException("'token' is missing"),
                    json.ExternalId("external_checkout_id"),
                    Attributes(json),
                    json.Id("charge_id"),
                    json.Text("currency")
                );
            }
        );

    /// <summary>The JSON of the <c>charge</c> of a webhook's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static byte[] RawCharge(byte[] body) => Read(body, root => Resource(root, "charge").Raw.ToArray());

    /// <summary>Reads the <c>charge</c> of an answer's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static RechargeCharge ReadCharge(byte[] body) =>
        Read(
            body,
            root =>
            {
                var json = Resource(root, "charge");
                return new RechargeCharge(
                    json.RequiredId("id"),
                    ExternalOrderId(json),
                    json.Count("orders_count") ?? json.Count("shipments_count")
                );
            }
        );

    /// <summary>Reads the <c>orders</c> of a list's body.</summary>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public static IReadOnlyList<RechargeOrder> ReadOrders(byte[] body, TimeZoneInfo? zone) =>
        Read(body, root => root.List("orders", "id", order => ReadOrder(order, zone)));

    /// <summary>Reads one order.</summary>
    /// <exception cref="PayloadException">
    /// It has no id, or is of status success and has lines that cannot be read. Everything else is carried as text or
    /// left out, with a remark.
    /// </exception>
    public static RechargeOrder ReadOrder(LenientJson json, TimeZoneInfo? zone) => OrderReader.Read(json, zone);

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
                    "id",
                    json => new WebhookSubscription(
                        json.RequiredId("id"),
                        json.Text("topic") ?? "",
                        json.Text("address") ?? ""
                    )
                );
                return new SubscriptionPart(listed, root.Text("next_cursor"));
            }
        );

    private static string? ExternalOrderId(LenientJson json) =>
        json.ExternalId("external_order_id") ?? json.ExternalId("shopify_order_id");

    private static NamedValue[] Attributes(LenientJson json) =>
        [.. json.NamedValues("order_attributes"), .. json.NamedValues("note_attributes")];

    private static LenientJson Resource(LenientJson root, string key)
    {
        if (root.Kind != JsonValueKind.Object)
        {
            throw new PayloadException("the body is not an object");
        }

        var resource = root.Member(key) ?? throw new PayloadException($"the key '{key}' is missing");
        return resource.Kind == JsonValueKind.Object
            ? resource
            : throw new PayloadException($"'{key}' is not an object");
    }

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
    }
}
