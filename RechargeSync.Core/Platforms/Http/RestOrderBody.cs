using System.Text.Json.Serialization;

namespace RechargeSync.Core.Platforms.Http;

/// <summary>The body of a create or an update: the order's fields, and the reference where one is created.</summary>
internal sealed record RestOrderBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reference,
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
    IReadOnlyList<PlatformAttribute> Attributes,
    PlatformTotals Totals
)
{
    public static RestOrderBody From(PlatformOrder order, string? reference) =>
        new(
            reference,
            order.Status,
            order.Currency,
            order.Email,
            order.Note,
            order.Tags,
            order.Customer,
            order.Lines,
            order.ShippingAddress,
            order.BillingAddress,
            order.ShippingLines,
            order.Discounts,
            order.Attributes,
            order.Totals
        );

    public override string ToString() => "[order]";
}
