using System.Globalization;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Platforms;

namespace RechargeSync.Core.Orders;

/// <summary>Turns a Recharge order into what a platform gets. Pure.</summary>
internal static class PlatformOrderMapper
{
    /// <summary>Our stable reference of an order, its idempotency key on every platform.</summary>
    public static string Reference(string store, long orderId) =>
        string.Create(CultureInfo.InvariantCulture, $"recharge:{store}:{orderId}");

    /// <summary>Maps an order and writes it: what is hashed is what is sent.</summary>
    public static OutgoingOrder Map(string store, RechargeOrder order) => OutgoingOrder.Of(Fields(store, order));

    private static PlatformOrder Fields(string store, RechargeOrder order) =>
        new()
        {
            Reference = Reference(store, order.Id),
            RechargeOrderId = order.Id.ToString(CultureInfo.InvariantCulture),
            ChargeId = Said(order, OrderMembers.ChargeId, Id(order.ChargeId)),
            AddressId = Said(order, OrderMembers.AddressId, Id(order.AddressId)),
            Status = Status(order.Standing),
            Type = Said(order, OrderMembers.Type, order.Type),
            Prepaid = Said(order, OrderMembers.Prepaid, order.IsPrepaid),
            PrepaidCount = order is { IsPrepaid: true, OrdersOfCharge: { } count } ? new(count) : default,
            CreatedAt = Said(order, OrderMembers.CreatedAt, Time(order.CreatedAt)),
            ProcessedAt = Said(order, OrderMembers.ProcessedAt, Time(order.ProcessedAt)),
            ScheduledAt = Said(order, OrderMembers.ScheduledAt, Time(order.ScheduledAt)),
            Currency = Said(order, OrderMembers.Currency, order.Currency),
            Email = Said(order, OrderMembers.Email, order.Customer.Email),
            Note = Said(order, OrderMembers.Note, order.Note),
            Tags = IsMentioned(order, OrderMembers.Tags) ? new(order.Tags) : default,
            Customer = Customer(order),
            Payment = new(
                Said(order, OrderMembers.PaymentProcessor, order.Payment.Processor),
                Said(order, OrderMembers.TransactionId, order.Payment.TransactionId)
            ),
            Lines = order.HasLines ? new(Each(order.Lines, line => Line(line, order.IncludesTax))) : default,
            ShippingAddress = Said(order, OrderMembers.ShippingAddress, Address(order.ShippingAddress)),
            BillingAddress = Said(order, OrderMembers.BillingAddress, Address(order.BillingAddress)),
            ShippingLines = SaidEach(order, OrderMembers.ShippingLines, order.ShippingLines, ShippingLine),
            Discounts = SaidEach(order, OrderMembers.Discounts, order.Discounts, Discount),
            Attributes = SaidEach(order, OrderMembers.Attributes, order.Attributes, Attribute),
            TaxLines = SaidEach(order, OrderMembers.TaxLines, order.TaxLines, TaxLine),
            IncludesTax = order.IncludesTax is { } includes ? new(includes) : default,
            WeightGrams = Said(order, OrderMembers.Weight, order.WeightGrams),
            Totals = Totals(order),
        };

    // What is known is said, even where it was worked out.
    private static Maybe<T> Said<T>(RechargeOrder order, OrderMembers member, T value) =>
        new(value, value is not null || IsMentioned(order, member));

    private static Maybe<IReadOnlyList<TTo>> SaidEach<TFrom, TTo>(
        RechargeOrder order,
        OrderMembers member,
        IReadOnlyList<TFrom> from,
        Func<TFrom, TTo> map
    ) => IsMentioned(order, member) ? new(Each(from, map)) : default;

    private static bool IsMentioned(RechargeOrder order, OrderMembers member) => order.Mentioned.HasFlag(member);

    // An open order is mapped as what it is when it is pushed: to become paid is nothing that a platform has to learn.
    private static string Status(OrderStanding standing) =>
        standing switch
        {
            OrderStanding.PartiallyRefunded => "partially_refunded",
            OrderStanding.Refunded => "refunded",
            OrderStanding.Cancelled => "cancelled",
            _ => "paid",
        };

    private static PlatformCustomer Customer(RechargeOrder order)
    {
        var (customer, billing, shipping) = (order.Customer, order.BillingAddress, order.ShippingAddress);
        return new PlatformCustomer
        {
            Id = Said(order, OrderMembers.CustomerId, Id(customer.Id)),
            Email = Said(order, OrderMembers.Email, customer.Email),
            FirstName = Said(
                order,
                OrderMembers.FirstName,
                customer.FirstName ?? billing?.FirstName ?? shipping?.FirstName
            ),
            LastName = Said(order, OrderMembers.LastName, customer.LastName ?? billing?.LastName ?? shipping?.LastName),

            // Said where there is one, since 2021-11 never says that there is none.
            Phone = customer.Phone is null ? default : new(customer.Phone),
            ExternalId = Said(order, OrderMembers.ExternalCustomerId, customer.ExternalId),
        };
    }

    private static PlatformLine Line(RechargeLine line, bool? includesTax) =>
        new()
        {
            Sku = line.Sku,
            ProductId = line.ProductId,
            VariantId = line.VariantId,
            Title = line.Title,
            VariantTitle = line.VariantTitle,
            Quantity = line.Quantity,
            PurchaseItemId = line.PurchaseItemId,
            PurchaseItemType = line.PurchaseItemType,
            OriginalPrice = line.OriginalPrice,
            UnitPrice = line.UnitPrice,
            UnitPriceIncludesTax = line.UnitPriceIncludesTax ?? includesTax,
            Total = line.Total,
            Tax = line.Tax,
            TaxLines = Each(line.TaxLines, TaxLine),
            Discount = line.Discount,
            WeightGrams = line.WeightGrams,
            RequiresShipping = line.RequiresShipping,
            Image = line.Image,
            BundleParent = line.BundleParent,
            Properties = Each(line.Properties, Attribute),
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
                CountryName = address.CountryName,
                Phone = address.Phone,
            };

    private static PlatformShippingLine ShippingLine(RechargeShippingLine line) =>
        new(line.Code, line.Title, line.Price, Each(line.TaxLines, TaxLine));

    private static PlatformTaxLine TaxLine(RechargeTaxLine line) =>
        new(line.Title, line.Rate, line.Price);

    private static PlatformDiscount Discount(RechargeDiscount discount) =>
        new(
            discount.Code,
            discount.Kind switch
            {
                DiscountKind.Amount => "amount",
                DiscountKind.Percentage => "percentage",
                DiscountKind.Shipping => "shipping",
                _ => null,
            },
            discount.Value,
            discount.Amount
        );

    private static PlatformNamedValue Attribute(NamedValue value) => new(value.Name, value.Value);

    private static PlatformTotals Totals(RechargeOrder order)
    {
        var totals = order.Totals;
        return new PlatformTotals
        {
            Subtotal = Said(order, OrderMembers.Subtotal, totals.Subtotal),
            Discounts = Said(order, OrderMembers.TotalDiscounts, totals.Discounts),
            Shipping = Said(order, OrderMembers.ShippingLines, totals.Shipping),
            Tax = Said(order, OrderMembers.TotalTax, totals.Tax),
            Duties = Said(order, OrderMembers.Duties, totals.Duties),
            Total = Said(order, OrderMembers.TotalPrice, totals.Total),

            // 2021-01 says null where nothing was given back, 2021-11 says 0.00.
            Refunds = IsMentioned(order, OrderMembers.Refunds) ? new(order.TotalRefunds ?? 0) : default,
        };
    }

    private static TTo[] Each<TFrom, TTo>(IReadOnlyList<TFrom> from, Func<TFrom, TTo> map)
    {
        if (from.Count == 0)
        {
            return [];
        }

        var to = new TTo[from.Count];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = map(from[i]);
        }

        return to;
    }

    // The instant in UTC; a wall time of an unknown zone stays one.
    private static string? Time(SourceTime? time)
    {
        if (time is not { } known)
        {
            return null;
        }

        var digits = known.Value.UtcDateTime.ToString(
            known.Value.Ticks % TimeSpan.TicksPerSecond == 0 ? "s" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
            CultureInfo.InvariantCulture
        );
        return known.IsInstant ? digits + "Z" : digits;
    }

    private static string? Id(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
