using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Core.Orders;

/// <summary>Turns a Recharge order into what a platform gets. Pure.</summary>
internal static class PlatformOrderMapper
{
    /// <summary>Our stable reference of an order, its idempotency key on every platform.</summary>
    public static string Reference(string store, long orderId) =>
        string.Create(CultureInfo.InvariantCulture, $"recharge:{store}:{orderId}");

    public static PlatformOrder Map(RechargeOrder order) =>
        new()
        {
            Currency = order.Currency,
            Email = order.Customer.Email,
            Note = order.Note,
            Tags = order.Tags,
            Customer = Customer(order),
            Lines = [.. order.Lines.Select(Line)],
            ShippingAddress = Address(order.ShippingAddress),
            BillingAddress = Address(order.BillingAddress),
            ShippingLines =
            [
                .. order.ShippingLines.Select(line => new PlatformShippingLine(
                    line.Code,
                    line.Title,
                    Money(line.Price)
                )),
            ],
            Discounts =
            [
                .. order.Discounts.Select(discount => new PlatformDiscount(discount.Code, Money(discount.Amount))),
            ],
            Attributes = [.. order.Attributes.Select(Attribute)],
            Totals = new PlatformTotals(
                Money(order.Totals.Subtotal),
                Money(order.Totals.Discounts),
                Money(order.Totals.Tax),
                Money(order.Totals.Total)
            ),
        };

    /// <summary>
    /// SHA-256 over the fields that are pushed; equal hashes mean that a platform has nothing to learn.
    /// </summary>
    public static byte[] Hash(PlatformOrder order) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(order, PlatformJson.Default.PlatformOrder));

    private static PlatformCustomer Customer(RechargeOrder order)
    {
        var customer = order.Customer;
        return new PlatformCustomer(
            customer.Id?.ToString(CultureInfo.InvariantCulture),
            customer.Email,
            customer.FirstName ?? order.BillingAddress?.FirstName,
            customer.LastName ?? order.BillingAddress?.LastName,
            customer.Phone
        );
    }

    private static PlatformLine Line(RechargeLine line) =>
        new(
            line.Sku,
            line.ProductId,
            line.VariantId,
            line.Title,
            line.VariantTitle,
            line.Quantity,
            Money(line.UnitPrice),
            [.. line.Properties.Select(Attribute)]
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
                address.Country,
                address.Phone
            );

    private static PlatformAttribute Attribute(NamedValue value) => new(value.Name, value.Value);

    // Two decimals at least, so that "0.0" and "0.00" of the two API versions are the same amount.
    private static string? Money(decimal? amount) => amount?.ToString("0.00######", CultureInfo.InvariantCulture);
}
