using System.Text.Json.Serialization;

namespace Peer;

internal sealed record Receipt(string Verdict);

/// <summary>As much of a webhook as its acceptance needs.</summary>
internal sealed record WebhookHead(OrderHead? Order);

internal sealed record OrderHead(long Id, string? Status);

/// <summary>A webhook of API version 2021-11, as far as a platform's order needs it.</summary>
internal sealed record Webhook(RechargeOrder Order);

internal sealed record RechargeOrder(
    long Id,
    string Status,
    ExternalId? ExternalOrderId,
    string? Currency,
    string? Note,
    string? Tags,
    RechargeCustomer? Customer,
    RechargeAddress? BillingAddress,
    RechargeAddress? ShippingAddress,
    IReadOnlyList<RechargeLine>? LineItems,
    IReadOnlyList<RechargeShippingLine>? ShippingLines,
    IReadOnlyList<RechargeDiscount>? Discounts,
    IReadOnlyList<NamedValue>? OrderAttributes,
    decimal? SubtotalPrice,
    decimal? TotalDiscounts,
    decimal? TotalTax,
    decimal? TotalPrice
)
{
    /// <summary>Whether the order is paid and nobody has put it on the platform yet.</summary>
    [JsonIgnore]
    public bool Acts =>
        Status.Equals("success", StringComparison.OrdinalIgnoreCase)
        && string.IsNullOrEmpty(ExternalOrderId?.Ecommerce);
}

internal sealed record ExternalId(string? Ecommerce);

internal sealed record RechargeCustomer(long? Id, string? Email, string? FirstName, string? LastName, string? Phone);

internal sealed record RechargeAddress(
    string? FirstName,
    string? LastName,
    string? Company,
    string? Address1,
    string? Address2,
    string? City,
    string? Province,
    string? Zip,
    string? CountryCode,
    string? Phone
);

internal sealed record RechargeLine(
    string? Sku,
    ExternalId? ExternalProductId,
    ExternalId? ExternalVariantId,
    string? Title,
    string? VariantTitle,
    int? Quantity,
    decimal? UnitPrice,
    IReadOnlyList<NamedValue>? Properties
);

internal sealed record RechargeShippingLine(string? Code, string? Title, decimal? Price);

internal sealed record RechargeDiscount(string? Code, decimal? Value);

internal sealed record NamedValue(string Name, string? Value);

/// <summary>What is written back.</summary>
internal sealed record WriteBack(ExternalId ExternalOrderId, ExternalId? ExternalOrderNumber);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(WebhookHead))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WriteBack))]
internal sealed partial class PeerJson : JsonSerializerContext;
