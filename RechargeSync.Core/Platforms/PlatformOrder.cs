using System.Text.Json.Serialization;

namespace RechargeSync.Core.Platforms;

/// <summary>
/// The fields of an order that we push, and nothing else: the hash of their JSON tells a real change from the echo of
/// our own write-back.
/// </summary>
internal sealed record PlatformOrder
{
    /// <summary>Our stable reference: the order's idempotency key and unique reference on every platform.</summary>
    public required string Reference { get; init; }

    /// <summary>Always <c>paid</c>: only paid orders are pushed.</summary>
    public string Status { get; init; } = "paid";

    public string? Currency { get; init; }

    public string? Email { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required PlatformCustomer Customer { get; init; }

    public IReadOnlyList<PlatformLine> Lines { get; init; } = [];

    public PlatformAddress? ShippingAddress { get; init; }

    public PlatformAddress? BillingAddress { get; init; }

    public IReadOnlyList<PlatformShippingLine> ShippingLines { get; init; } = [];

    public IReadOnlyList<PlatformDiscount> Discounts { get; init; } = [];

    public IReadOnlyList<PlatformAttribute> Attributes { get; init; } = [];

    public required PlatformTotals Totals { get; init; }

    public override string ToString() => "[platform order]";
}

/// <summary>Who bought.</summary>
internal sealed record PlatformCustomer(string? Id, string? Email, string? FirstName, string? LastName, string? Phone)
{
    public override string ToString() => "[customer]";
}

/// <summary>A postal address.</summary>
internal sealed record PlatformAddress
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Company { get; init; }

    public string? Address1 { get; init; }

    public string? Address2 { get; init; }

    public string? City { get; init; }

    public string? Province { get; init; }

    public string? Zip { get; init; }

    public string? Country { get; init; }

    public string? Phone { get; init; }

    public override string ToString() => "[address]";
}

/// <summary>A line; its price is per unit, in the order's currency, as a decimal text.</summary>
internal sealed record PlatformLine
{
    public string? Sku { get; init; }

    public string? ProductId { get; init; }

    public string? VariantId { get; init; }

    public string? Title { get; init; }

    public string? VariantTitle { get; init; }

    public required int Quantity { get; init; }

    public string? UnitPrice { get; init; }

    public IReadOnlyList<PlatformAttribute> Properties { get; init; } = [];
}

/// <summary>A shipping line; its price is a decimal text.</summary>
internal sealed record PlatformShippingLine(string? Code, string? Title, string? Price);

/// <summary>A discount; its amount is a decimal text.</summary>
internal sealed record PlatformDiscount(string? Code, string? Amount);

/// <summary>A named value of the order or of a line.</summary>
internal sealed record PlatformAttribute(string Name, string? Value)
{
    public override string ToString() => Name;
}

/// <summary>Totals as decimal texts in the order's currency.</summary>
internal sealed record PlatformTotals(string? Subtotal, string? Discounts, string? Tax, string? Total);

/// <summary>An order as it goes out: mapped once and written once, so that what is hashed is what is sent.</summary>
/// <param name="Order">Its fields.</param>
/// <param name="Json">The same as JSON in UTF-8.</param>
/// <param name="Hash">SHA-256 of <paramref name="Json"/>; equal hashes: a platform has nothing to learn.</param>
internal sealed record OutgoingOrder(PlatformOrder Order, byte[] Json, byte[] Hash)
{
    public override string ToString() => "[outgoing order]";
}

/// <summary>Source-generated JSON of what is pushed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlatformOrder))]
internal sealed partial class PlatformJson : JsonSerializerContext;
