using System.Text.Json.Serialization;

namespace Peer;

/// <summary>The platform's order.</summary>
internal sealed record PlatformOrder(
    string Reference,
    string Status,
    string? Currency,
    string? Email,
    string? Note,
    IReadOnlyList<string> Tags,
    PlatformCustomer Customer,
    IReadOnlyList<PlatformLine> Lines,
    PlatformAddress? ShippingAddress,
    PlatformAddress? BillingAddress,
    IReadOnlyList<PlatformShippingLine> ShippingLines,
    IReadOnlyList<PlatformDiscount> Discounts,
    IReadOnlyList<NamedValue> Attributes,
    PlatformTotals Totals
);

internal sealed record PlatformCustomer(string? Id, string? Email, string? FirstName, string? LastName, string? Phone);

internal sealed record PlatformAddress(
    string? FirstName,
    string? LastName,
    string? Company,
    string? Address1,
    string? Address2,
    string? City,
    string? Province,
    string? Zip,
    string? Country,
    string? Phone
);

internal sealed record PlatformLine(
    string? Sku,
    string? ProductId,
    string? VariantId,
    string? Title,
    string? VariantTitle,
    int Quantity,
    string? UnitPrice,
    IReadOnlyList<NamedValue> Properties
);

internal sealed record PlatformShippingLine(string? Code, string? Title, string? Price);

internal sealed record PlatformDiscount(string? Code, string? Amount);

internal sealed record PlatformTotals(string? Subtotal, string? Discounts, string? Tax, string? Total);

/// <summary>An order as the platform answers it.</summary>
internal sealed record PlatformIds(string? Id, string? Number, string? Reference);

internal sealed record PlatformOrders(IReadOnlyList<PlatformIds>? Orders);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlatformOrder))]
[JsonSerializable(typeof(PlatformIds))]
[JsonSerializable(typeof(PlatformOrders))]
internal sealed partial class PlatformJson : JsonSerializerContext;
