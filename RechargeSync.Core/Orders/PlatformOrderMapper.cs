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

    /// <summary>Maps an order and writes it: what is hashed is what is sent.</summary>
    public static OutgoingOrder Map(string store, RechargeOrder order)
    {
        var mapped = Fields(store, order);
        var json = JsonSerializer.SerializeToUtf8Bytes(mapped, PlatformJson.Default.PlatformOrder);
        return new OutgoingOrder(mapped, json, SHA256.HashData(json));
    }

    private static PlatformOrder Fields(string store, RechargeOrder order) =>
        new()
        {
            Reference = Reference(store, order.Id),
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
        new()
        {
            Sku = line.Sku,
            ProductId = line.ProductId,
            VariantId = line.VariantId,
            Title = line.Title,
            VariantTitle = line.VariantTitle,
            Quantity = line.Quantity,
            UnitPrice = Money(line.UnitPrice),
            Properties = [.. line.Properties.Select(Attribute)],
        };

    private static PlatformAddress? Address(RechargeAddress? address) =>
        address is null
            ? null
            : new PlatformAddress
            {
                FirstName = address.FirstName,
                LastName = address.LastName,
                Company = address.Company,
                Address1 = address.Address1,
                Address2 = address.Address2,
                City = address.City,
                Province = address.Province,
                Zip = address.Zip,
                Country = address.Country,
                Phone = address.Phone,
            };

    private static PlatformAttribute Attribute(NamedValue value) => new(value.Name, value.Value);

    // Two decimals at least, so that "0.0" and "0.00" of the two API versions are the same amount.
    private static string? Money(decimal? amount) => amount?.ToString("0.00######", CultureInfo.InvariantCulture);
}
