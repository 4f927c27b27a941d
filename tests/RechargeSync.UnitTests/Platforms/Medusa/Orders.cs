using RechargeSync.Platforms;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.UnitTests.Platforms.Medusa;

/// <summary>An order of one line, and the options of the store that it is of.</summary>
internal static class Orders
{
    public const string Reference = "recharge:default:534919106";

    public static MedusaCurrency Dollars { get; } = new() { Region = "reg_1", ShippingOption = "so_1" };

    public static MedusaOptions Options { get; } =
        new()
        {
            SalesChannelId = "sc_1",
            Currencies = new Dictionary<string, MedusaCurrency>(StringComparer.OrdinalIgnoreCase) { ["USD"] = Dollars },
        };

    public static PlatformOrder Of(params PlatformLine[] lines) =>
        new()
        {
            Reference = Reference,
            RechargeOrderId = "534919106",
            Status = "paid",
            Currency = "USD",
            Email = "ada@example.com",
            Customer = new PlatformCustomer { FirstName = "Ada", LastName = "Tester" },
            Payment = new("stripe", "ch_1"),
            Lines = new(lines),
            Totals = new PlatformTotals(),
        };

    public static PlatformLine Line(int quantity, decimal price) =>
        new()
        {
            VariantId = "variant_1",
            Sku = "COF",
            Title = "Coffee",
            Quantity = quantity,
            UnitPrice = price,
        };

    public static Maybe<IReadOnlyList<PlatformShippingLine>> Shipping(decimal price, params PlatformTaxLine[] taxes) =>
        new([new PlatformShippingLine("Economy", "Economy", price, taxes)]);

    public static Maybe<IReadOnlyList<PlatformDiscount>> Discount(string kind, decimal? amount) =>
        new([new PlatformDiscount("CODE", kind, amount, amount)]);
}
