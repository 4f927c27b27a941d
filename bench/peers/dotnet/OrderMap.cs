namespace Peer;

/// <summary>Turns Recharge's order into the platform's.</summary>
internal static class OrderMap
{
    public static string Reference(long orderId) =>
        string.Create(CultureInfo.InvariantCulture, $"recharge:{Settings.Store}:{orderId}");

    public static PlatformOrder Map(RechargeOrder order) =>
        new(
            Reference(order.Id),
            "paid",
            order.Currency,
            order.Customer?.Email,
            order.Note,
            order.Tags?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Customer(order),
            [.. (order.LineItems ?? []).Select(Line)],
            Address(order.ShippingAddress),
            Address(order.BillingAddress),
            [
                .. (order.ShippingLines ?? []).Select(line => new PlatformShippingLine(
                    line.Code,
                    line.Title,
                    Money(line.Price)
                )),
            ],
            [.. (order.Discounts ?? []).Select(discount => new PlatformDiscount(discount.Code, Money(discount.Value)))],
            order.OrderAttributes ?? [],
            new PlatformTotals(
                Money(order.SubtotalPrice),
                Money(order.TotalDiscounts),
                Money(order.TotalTax),
                Money(order.TotalPrice)
            )
        );

    private static PlatformCustomer Customer(RechargeOrder order) =>
        new(
            order.Customer?.Id?.ToString(CultureInfo.InvariantCulture),
            order.Customer?.Email,
            order.Customer?.FirstName ?? order.BillingAddress?.FirstName,
            order.Customer?.LastName ?? order.BillingAddress?.LastName,
            order.Customer?.Phone
        );

    private static PlatformLine Line(RechargeLine line) =>
        new(
            line.Sku,
            line.ExternalProductId?.Ecommerce,
            line.ExternalVariantId?.Ecommerce,
            line.Title,
            line.VariantTitle,
            line.Quantity ?? 1,
            Money(line.UnitPrice),
            line.Properties ?? []
        );

    private static PlatformAddress? Address(RechargeAddress? address) =>
        address is null
            ? null
            : new PlatformAddress(
                address.FirstName,
                address.LastName,
                address.Company,
                address.Address1,
                address.Address2,
                address.City,
                address.Province,
                address.Zip,
                address.CountryCode,
                address.Phone
            );

    private static string? Money(decimal? amount) => amount?.ToString("0.00######", CultureInfo.InvariantCulture);
}
