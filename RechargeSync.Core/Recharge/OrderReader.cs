using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Reads an order of either version. A paid order is placed when its id, its status and its lines can be read: all else
/// is carried as text or left out, with a remark.
/// </summary>
internal static class OrderReader
{
    // By name, where a fact is mentioned in the order itself; of two names either may be.
    private static readonly (string Name, OrderMembers Member)[] s_members =
    [
        ("address_id", OrderMembers.AddressId),
        ("charge_id", OrderMembers.ChargeId),
        ("type", OrderMembers.Type),
        ("is_prepaid", OrderMembers.Prepaid),
        ("created_at", OrderMembers.CreatedAt),
        ("processed_at", OrderMembers.ProcessedAt),
        ("scheduled_at", OrderMembers.ScheduledAt),
        ("currency", OrderMembers.Currency),
        ("email", OrderMembers.Email),
        ("note", OrderMembers.Note),
        ("tags", OrderMembers.Tags),
        ("customer_id", OrderMembers.CustomerId),
        ("external_customer_id", OrderMembers.ExternalCustomerId),
        ("first_name", OrderMembers.FirstName),
        ("last_name", OrderMembers.LastName),
        ("payment_processor", OrderMembers.PaymentProcessor),
        ("transaction_id", OrderMembers.TransactionId),
        ("shipping_address", OrderMembers.ShippingAddress),
        ("billing_address", OrderMembers.BillingAddress),
        ("shipping_lines", OrderMembers.ShippingLines),
        ("discounts", OrderMembers.Discounts),
        ("discount_codes", OrderMembers.Discounts),
        ("order_attributes", OrderMembers.Attributes),
        ("note_attributes", OrderMembers.Attributes),
        ("tax_lines", OrderMembers.TaxLines),
        ("total_weight_grams", OrderMembers.Weight),
        ("total_weight", OrderMembers.Weight),
        ("subtotal_price", OrderMembers.Subtotal),
        ("total_discounts", OrderMembers.TotalDiscounts),
        ("total_tax", OrderMembers.TotalTax),
        ("total_price", OrderMembers.TotalPrice),
        ("total_duties", OrderMembers.Duties),
        ("total_refunds", OrderMembers.Refunds),
    ];

    private static readonly (string Name, OrderMembers Member)[] s_customerMembers =
    [
        ("id", OrderMembers.CustomerId),
        ("external_customer_id", OrderMembers.ExternalCustomerId),
        ("email", OrderMembers.Email),
        ("first_name", OrderMembers.FirstName),
        ("last_name", OrderMembers.LastName),
    ];

    private static readonly (string Name, OrderMembers Member)[] s_chargeMembers =
    [
        ("id", OrderMembers.ChargeId),
        ("external_transaction_id", OrderMembers.TransactionId),
        ("payment_processor_name", OrderMembers.PaymentProcessor),
        ("payment_processor", OrderMembers.PaymentProcessor),
    ];

    /// <summary>Reads one order.</summary>
    /// <param name="json">The order itself.</param>
    /// <param name="zone">The store's zone for times without offset; null when unknown.</param>
    /// <exception cref="PayloadException">
    /// It is no object or has no id, or is of status success and has lines that cannot be read.
    /// </exception>
    public static RechargeOrder Read(LenientJson json, TimeZoneInfo? zone)
    {
        if (json.Kind != JsonValueKind.Object)
        {
            throw new PayloadException("the order is not an object");
        }

        json.Document.StartRemarks(json.Index);
        var charge = json.Object("charge");
        var customer = json.Object("customer");
        var order = Facts(json, charge, customer, zone);
        var includesTax = json.Flag("taxes_included") ?? OrderSums.IncludesTax(order);
        if (OrderSums.Unexplained(order, includesTax) is { } problem)
        {
            json.Document.Remark(json.Document.Find(json.Index, "total_price"), problem);
        }

        return order with
        {
            IncludesTax = includesTax,
            Discounts = OrderSums.Discounts(order),
            Mentioned = Mentioned(json, charge, customer),
            Remarks = json.Document.Remarks,
        };
    }

    private static RechargeOrder Facts(LenientJson json, LenientJson? charge, LenientJson? customer, TimeZoneInfo? zone)
    {
        var status = json.Text("status") ?? "";
        var lines = OrderLines.Read(json, isRequired: RechargeOrder.IsSuccessStatus(status));
        var total = json.Money("total_price");
        var orders = charge?.Count("orders_count") ?? charge?.Count("shipments_count");
        var updatedAt = Time(json, "updated_at", zone);
        var shippingLines = json.List("shipping_lines", "price", ShippingLine);
        return new RechargeOrder
        {
            Id = json.RequiredId("id"),
            Status = status,
            ChargeStatus = charge?.Text("status") ?? json.Text("charge_status"),
            IsRedacted = json.Flag("redacted") ?? false,
            AddressId = json.Id("address_id"),
            ChargeId = json.Id("charge_id") ?? charge?.Id("id"),
            IsPrepaid = json.Flag("is_prepaid") ?? (orders is null ? null : orders > 1),
            OrdersOfCharge = orders,
            Type = json.Text("type")?.ToLowerInvariant(),
            ExternalOrderId = json.ExternalId("external_order_id") ?? json.ExternalId("shopify_order_id"),
            ExternalOrderNumber = json.ExternalId("external_order_number") ?? json.ExternalId("shopify_order_number"),
            CreatedAt = Time(json, "created_at", zone),
            ProcessedAt = Time(json, "processed_at", zone),
            ScheduledAt = Time(json, "scheduled_at", zone),
            UpdatedAt = updatedAt,
            Currency = json.Text("currency"),
            Note = json.Text("note"),
            Customer = Customer(json, customer),
            Payment = new(
                charge?.Text("payment_processor_name")
                    ?? charge?.Text("payment_processor")
                    ?? json.Text("payment_processor"),
                charge?.ExternalId("external_transaction_id") ?? json.ExternalId("transaction_id")
            ),
            ShippingAddress = OrderAddresses.Read(json, "shipping_address"),
            BillingAddress = OrderAddresses.Read(json, "billing_address"),
            Totals = new RechargeTotals
            {
                Subtotal = json.Money("subtotal_price"),
                Discounts = json.Money("total_discounts"),
                Tax = json.Money("total_tax") ?? OrderTaxes.Amount(json),
                Duties = json.Money("total_duties"),
                Shipping = Sum(shippingLines),
                Total = total,
            },
            TotalRefunds = json.Money("total_refunds"),
            WeightGrams = Grams(json, "total_weight_grams") ?? Grams(json, "total_weight"),
            Tags = json.Tags("tags"),
            Lines = lines,
            HasLines = lines.Count > 0 || (total == 0 && json.Member(OrderLines.Name) is not null),
            ShippingLines = shippingLines,
            TaxLines = OrderTaxes.Lines(json),
            Discounts = [.. json.List("discounts", "code", Discount), .. json.List("discount_codes", "code", Discount)],
            Attributes = [.. json.NamedValues("order_attributes"), .. json.NamedValues("note_attributes")],
        };
    }

    /// <summary>A weight in whole grams.</summary>
    public static long? Grams(LenientJson json, string name) =>
        json.Money(name) is { } grams ? (long)Math.Round(grams) : null;

    private static OrderMembers Mentioned(LenientJson json, LenientJson? charge, LenientJson? customer) =>
        Mentioned(json, s_members)
        | (charge is { } ofCharge ? Mentioned(ofCharge, s_chargeMembers) : OrderMembers.None)
        | (customer is { } ofCustomer ? Mentioned(ofCustomer, s_customerMembers) : OrderMembers.None);

    private static OrderMembers Mentioned(LenientJson json, (string Name, OrderMembers Member)[] members)
    {
        var mentioned = OrderMembers.None;
        foreach (var (name, member) in members)
        {
            if (json.Mentions(name))
            {
                mentioned |= member;
            }
        }

        return mentioned;
    }

    private static SourceTime? Time(LenientJson json, string name, TimeZoneInfo? zone)
    {
        if (json.Member(name) is not { } value || value.Text() is not { } text)
        {
            return null;
        }

        try
        {
            return SourceTime.Parse(text, name, zone);
        }
        catch (PayloadException)
        {
            value.Document.LeaveOut(value.Index, "is not a time");
            return null;
        }
    }

    private static RechargeCustomer Customer(LenientJson json, LenientJson? nested) =>
        new()
        {
            Id = json.Id("customer_id") ?? nested?.Id("id"),
            ExternalId =
                nested?.ExternalId("external_customer_id")
                ?? json.ExternalId("external_customer_id")
                ?? json.ExternalId("shopify_customer_id"),
            Email = json.Text("email") ?? nested?.Text("email"),
            FirstName = json.Text("first_name") ?? nested?.Text("first_name"),
            LastName = json.Text("last_name") ?? nested?.Text("last_name"),
            Phone = nested?.Text("phone"),
        };

    private static RechargeShippingLine ShippingLine(LenientJson line) =>
        new(line.Text("code"), line.Text("title"), line.Money("price"), OrderTaxes.Lines(line));

    private static decimal? Sum(RechargeShippingLine[] lines)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            if (line.Price is not { } price)
            {
                return null;
            }

            sum += price;
        }

        return sum;
    }

    // 2021-11 gives a value and its type, 2021-01 an amount and its type, which may be percent as well.
    private static RechargeDiscount Discount(LenientJson discount)
    {
        var value = discount.Money("value") ?? discount.Money("amount");
        DiscountKind? kind = (discount.Text("value_type") ?? discount.Text("type"))?.ToLowerInvariant() switch
        {
            null or "fixed_amount" or "amount" or "fixed" => DiscountKind.Amount,
            "percentage" or "percent" => DiscountKind.Percentage,
            "shipping" or "free_shipping" => DiscountKind.Shipping,
            _ => null,
        };
        if (kind is null)
        {
            discount.Document.Remark(discount.Index, "is of a kind that we do not know");
        }

        return new RechargeDiscount(
            discount.Text("code"),
            kind,
            value,
            kind == DiscountKind.Amount ? discount.Money("amount") ?? value : null
        );
    }
}
