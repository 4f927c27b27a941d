using System.Globalization;

namespace RechargeSync.Platforms.Medusa;

/// <summary>Turns an order into what Medusa takes. Pure.</summary>
internal static class MedusaOrderMapper
{
    /// <summary>Digits that Medusa keeps of a number.</summary>
    private const int Digits = 20;

    /// <summary>For our route: taxes as taxes, discounts as discounts.</summary>
    public static MedusaNewOrder ForRoute(
        OutgoingOrder outgoing,
        MedusaMoney money,
        MedusaOptions options,
        MedusaCurrency currency
    )
    {
        var order = outgoing.Order;
        var codes = Codes(order);
        return New(outgoing, options, currency) with
        {
            Reference = order.Reference,
            ExpectedTotal = money.Total,
            Customer = Names(order),
            Items =
            [
                .. Lines(order)
                    .Select(
                        (line, i) =>
                            Item(line, i) with
                            {
                                VariantId = line.VariantId,
                                VariantSku = line.Sku,
                                RequiresShipping = line.RequiresShipping,
                                IsTaxInclusive = money.Lines[i].IncludesTax,
                                Adjustments = Adjustments(money.Lines[i], codes),
                                TaxLines = TaxLines(money.Lines[i]),
                            }
                    ),
                .. Extra("Duties", money.Duties),
                .. Extra("Tax", money.UnplacedTax),
                .. Extra("Rounding", money.Rounding),
            ],
            ShippingMethods =
            [
                .. Methods(order, currency)
                    .Select(
                        (method, i) =>
                            method with
                            {
                                IsTaxInclusive = money.Shipping[i].IncludesTax,
                                Adjustments = Adjustments(money.Shipping[i], codes),
                                TaxLines = TaxLines(money.Shipping[i]),
                            }
                    ),
            ],
        };
    }

    /// <summary>
    /// For the admin API, which takes neither: what is taken off and the tax that is added are lines of their own.
    /// </summary>
    /// <param name="outgoing">The order.</param>
    /// <param name="money">Its money.</param>
    /// <param name="options">The store's.</param>
    /// <param name="currency">The ids of its currency.</param>
    /// <param name="variants">The variant of each line; null for a line that has none.</param>
    /// <param name="customerId">The customer; null where Medusa is to find or make one.</param>
    public static MedusaNewOrder ForRest(
        OutgoingOrder outgoing,
        MedusaMoney money,
        MedusaOptions options,
        MedusaCurrency currency,
        IReadOnlyList<MedusaVariant?> variants,
        string? customerId
    )
    {
        var order = outgoing.Order;
        var codes = Codes(order);
        return New(outgoing, options, currency) with
        {
            CustomerId = customerId,
            Items =
            [
                .. Lines(order).Select((line, i) => Item(line, i) with { VariantId = variants[i]?.Id }),
                .. Extra(codes.Length == 0 ? "Discount" : $"Discount {codes}", -money.Discount),
                .. Extra("Tax", money.AddedTax),
                .. Extra("Duties", money.Duties),
                .. Extra("Rounding", money.Rounding),
            ],
            ShippingMethods = [.. Methods(order, currency)],
        };
    }

    public static IReadOnlyList<PlatformLine> Lines(PlatformOrder order) =>
        order.Lines.IsMentioned ? order.Lines.Value : [];

    /// <summary>The names of a customer who is not known yet; null where nothing is known.</summary>
    public static MedusaNames? Names(PlatformOrder order)
    {
        var customer = order.Customer;
        var phone = customer.Phone.Value ?? order.ShippingAddress.Value?.Phone;
        return (customer.FirstName.Value, customer.LastName.Value, phone) is (null, null, null)
            ? null
            : new MedusaNames(customer.FirstName.Value, customer.LastName.Value, phone);
    }

    /// <summary>The rate at which Medusa comes to this tax: in percent, cut after the digits that it keeps.</summary>
    /// <param name="tax">In major units.</param>
    /// <param name="taxable">The price without tax; above 0.</param>
    internal static string Rate(decimal tax, decimal taxable)
    {
        var rate = 100 * tax / taxable;
        var whole = decimal.Truncate(Math.Abs(rate));
        var before = whole == 0 ? 0 : whole.ToString(CultureInfo.InvariantCulture).Length;
        return Math.Round(rate, Math.Clamp(Digits - before, 0, 28), MidpointRounding.ToEven)
            .ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static MedusaNewOrder New(OutgoingOrder outgoing, MedusaOptions options, MedusaCurrency currency)
    {
        var order = outgoing.Order;
        return new MedusaNewOrder
        {
            Email = order.Email.Value ?? order.Customer.Email.Value,
            RegionId = currency.Region,
            SalesChannelId = options.SalesChannelId,
            CurrencyCode = order.Currency.Value!.ToLowerInvariant(),
            Items = [],
            ShippingMethods = [],
            ShippingAddress = MedusaAddress.Of(order.ShippingAddress.Value),
            BillingAddress = MedusaAddress.Of(order.BillingAddress.Value),
            Metadata = MedusaMetadata.ForNew(outgoing),
        };
    }

    private static MedusaItem Item(PlatformLine line, int index) =>
        new()
        {
            Title = line.Title ?? line.Sku ?? line.VariantId ?? "Item",
            Quantity = line.Quantity,
            UnitPrice = line.UnitPrice!.Value,
            Metadata = MedusaMetadata.Of(line, index + 1),
        };

    private static IEnumerable<MedusaShippingMethod> Methods(PlatformOrder order, MedusaCurrency currency) =>
        (order.ShippingLines.IsMentioned ? order.ShippingLines.Value : []).Select(line => new MedusaShippingMethod
        {
            Name = line.Title ?? line.Code ?? "Shipping",
            ShippingOptionId = currency.ShippingOption,
            Amount = line.Price ?? 0,
        });

    // Nothing of it can be packed.
    private static MedusaItem[] Extra(string title, decimal amount) =>
        amount == 0
            ? []
            :
            [
                new MedusaItem
                {
                    Title = title,
                    Quantity = 1,
                    UnitPrice = amount,
                    RequiresShipping = false,
                },
            ];

    private static MedusaAdjustment[] Adjustments(MedusaShare share, string codes) =>
        share.Discount == 0
            ? []
            : [new MedusaAdjustment(codes.Length == 0 ? "discount" : codes, share.Discount, share.IncludesTax)];

    // Medusa adds the rates, so each is of the same amount: the price without any of them.
    private static MedusaTaxLine[] TaxLines(MedusaShare share)
    {
        var taxable = share.IncludesTax ? share.Net - share.Taxes.Sum(tax => tax.Amount) : share.Net;
        return [.. share.Taxes.Select(tax => new MedusaTaxLine(tax.Name, tax.Name, Rate(tax.Amount, taxable)))];
    }

    private static string Codes(PlatformOrder order) =>
        order.Discounts.IsMentioned
            ? string.Join(
                ", ",
                order.Discounts.Value.Select(one => one.Code).OfType<string>().Distinct(StringComparer.Ordinal)
            )
            : "";
}
