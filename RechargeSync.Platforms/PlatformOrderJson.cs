using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace RechargeSync.Platforms;

/// <summary>
/// Writes an order as JSON: what is not mentioned is left out, what is null is written as null. By hand, because it is
/// written for every delivery and a serializer with converters for what is not mentioned costs twice as much.
/// </summary>
internal static class PlatformOrderJson
{
    /// <summary>What an order comes to, so that the buffer rarely grows.</summary>
    private const int UsualLength = 4096;

    // Of 29 digits, a sign, a point and eight decimals.
    private const int LongestDecimal = 48;

    private static readonly JsonWriterOptions s_options = new() { SkipValidation = true };

    /// <summary>Writes an order once, and hashes what was written.</summary>
    /// <remarks>
    /// The external customer id does not count in the hash: of the two API versions only one tells it, and an order is
    /// not changed by the version it is told in.
    /// </remarks>
    public static OutgoingOrder Write(PlatformOrder order)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualLength);
        Range uncounted;
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            uncounted = Write(json, order);
        }

        return new OutgoingOrder(order, buffer.WrittenSpan.ToArray(), Hash(buffer.WrittenSpan, uncounted));
    }

    private static byte[] Hash(ReadOnlySpan<byte> written, Range uncounted)
    {
        var (start, length) = uncounted.GetOffsetAndLength(written.Length);
        if (length == 0)
        {
            return SHA256.HashData(written);
        }

        var counted = ArrayPool<byte>.Shared.Rent(written.Length);
        written[..start].CopyTo(counted);
        written[(start + length)..].CopyTo(counted.AsSpan(start));
        var hash = SHA256.HashData(counted.AsSpan(0, written.Length - length));
        ArrayPool<byte>.Shared.Return(counted);
        return hash;
    }

    private static Range Write(Utf8JsonWriter json, PlatformOrder order)
    {
        json.WriteStartObject();
        json.WriteNumber("contractVersion"u8, PlatformOrder.ContractVersion);
        json.WriteString("reference"u8, order.Reference);
        json.WriteString("rechargeOrderId"u8, order.RechargeOrderId);
        Text(json, "chargeId"u8, order.ChargeId);
        Text(json, "addressId"u8, order.AddressId);
        json.WriteString("status"u8, order.Status);
        Text(json, "type"u8, order.Type);
        Flag(json, "prepaid"u8, order.Prepaid);
        Number(json, "prepaidCount"u8, new(order.PrepaidCount.Value, order.PrepaidCount.IsMentioned));
        Text(json, "createdAt"u8, order.CreatedAt);
        Text(json, "processedAt"u8, order.ProcessedAt);
        Text(json, "scheduledAt"u8, order.ScheduledAt);
        Text(json, "currency"u8, order.Currency);
        Text(json, "email"u8, order.Email);
        Text(json, "note"u8, order.Note);
        Entries(json, "tags"u8, order.Tags, static (json, tag) => json.WriteStringValue(tag));
        Customer(json, order.Customer);
        var start = Position(json);
        Text(json, "externalCustomerId"u8, order.Customer.ExternalId);
        var uncounted = start..Position(json);
        Payment(json, order.Payment);
        Entries(json, "lines"u8, order.Lines, Line);
        Address(json, "shippingAddress"u8, order.ShippingAddress);
        Address(json, "billingAddress"u8, order.BillingAddress);
        Entries(json, "shippingLines"u8, order.ShippingLines, ShippingLine);
        Entries(json, "discounts"u8, order.Discounts, Discount);
        Entries(json, "attributes"u8, order.Attributes, Attribute);
        Entries(json, "taxLines"u8, order.TaxLines, TaxLine);
        Flag(json, "includesTax"u8, order.IncludesTax);
        Number(json, "weightGrams"u8, order.WeightGrams);
        Totals(json, order.Totals);
        json.WriteEndObject();
        return uncounted;
    }

    private static void Customer(Utf8JsonWriter json, PlatformCustomer customer)
    {
        json.WriteStartObject("customer"u8);
        Text(json, "id"u8, customer.Id);
        Text(json, "email"u8, customer.Email);
        Text(json, "firstName"u8, customer.FirstName);
        Text(json, "lastName"u8, customer.LastName);
        Text(json, "phone"u8, customer.Phone);
        json.WriteEndObject();
    }

    private static int Position(Utf8JsonWriter json) => (int)(json.BytesCommitted + json.BytesPending);

    private static void Payment(Utf8JsonWriter json, PlatformPayment payment)
    {
        json.WriteStartObject("payment"u8);
        Text(json, "processor"u8, payment.Processor);
        Text(json, "transactionId"u8, payment.TransactionId);
        json.WriteEndObject();
    }

    private static void Line(Utf8JsonWriter json, PlatformLine line)
    {
        json.WriteStartObject();
        json.WriteString("sku"u8, line.Sku);
        json.WriteString("productId"u8, line.ProductId);
        json.WriteString("variantId"u8, line.VariantId);
        json.WriteString("title"u8, line.Title);
        json.WriteString("variantTitle"u8, line.VariantTitle);
        json.WriteNumber("quantity"u8, line.Quantity);
        json.WriteString("purchaseItemId"u8, line.PurchaseItemId);
        json.WriteString("purchaseItemType"u8, line.PurchaseItemType);
        Money(json, "originalPrice"u8, line.OriginalPrice);
        Money(json, "unitPrice"u8, line.UnitPrice);
        Flag(json, "unitPriceIncludesTax"u8, line.UnitPriceIncludesTax);
        Money(json, "total"u8, line.Total);
        Money(json, "tax"u8, line.Tax);
        Entries<PlatformTaxLine>(json, "taxLines"u8, new(line.TaxLines), TaxLine);
        Money(json, "discount"u8, line.Discount);
        Number(json, "weightGrams"u8, line.WeightGrams);
        Flag(json, "requiresShipping"u8, line.RequiresShipping);
        json.WriteString("image"u8, line.Image);
        json.WriteString("bundleParent"u8, line.BundleParent);
        Entries<PlatformNamedValue>(json, "properties"u8, new(line.Properties), Attribute);
        json.WriteEndObject();
    }

    private static void Address(Utf8JsonWriter json, ReadOnlySpan<byte> name, Maybe<PlatformAddress?> maybe)
    {
        if (!maybe.IsMentioned)
        {
            return;
        }

        if (maybe.Value is not { } address)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("firstName"u8, address.FirstName);
        json.WriteString("lastName"u8, address.LastName);
        json.WriteString("company"u8, address.Company);
        json.WriteString("address1"u8, address.Address1);
        json.WriteString("address2"u8, address.Address2);
        json.WriteString("city"u8, address.City);
        json.WriteString("province"u8, address.Province);
        json.WriteString("zip"u8, address.Zip);
        json.WriteString("country"u8, address.Country);
        json.WriteString("countryName"u8, address.CountryName);
        json.WriteString("phone"u8, address.Phone);
        json.WriteEndObject();
    }

    private static void ShippingLine(Utf8JsonWriter json, PlatformShippingLine line)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, line.Code);
        json.WriteString("title"u8, line.Title);
        Money(json, "price"u8, line.Price);
        Entries<PlatformTaxLine>(json, "taxLines"u8, new(line.TaxLines), TaxLine);
        json.WriteEndObject();
    }

    private static void TaxLine(Utf8JsonWriter json, PlatformTaxLine line)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, line.Title);
        Decimal(json, "rate"u8, line.Rate, "0.########");
        Money(json, "price"u8, line.Price);
        json.WriteEndObject();
    }

    private static void Discount(Utf8JsonWriter json, PlatformDiscount discount)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, discount.Code);
        json.WriteString("kind"u8, discount.Kind);
        Money(json, "value"u8, discount.Value);
        Money(json, "amount"u8, discount.Amount);
        json.WriteEndObject();
    }

    private static void Attribute(Utf8JsonWriter json, PlatformNamedValue attribute)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, attribute.Name);
        json.WriteString("value"u8, attribute.Value);
        json.WriteEndObject();
    }

    private static void Totals(Utf8JsonWriter json, PlatformTotals totals)
    {
        json.WriteStartObject("totals"u8);
        Money(json, "subtotal"u8, totals.Subtotal);
        Money(json, "discounts"u8, totals.Discounts);
        Money(json, "shipping"u8, totals.Shipping);
        Money(json, "tax"u8, totals.Tax);
        Money(json, "duties"u8, totals.Duties);
        Money(json, "total"u8, totals.Total);
        Money(json, "refunds"u8, totals.Refunds);
        json.WriteEndObject();
    }

    private static void Entries<T>(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        Maybe<IReadOnlyList<T>> entries,
        Action<Utf8JsonWriter, T> write
    )
    {
        if (!entries.IsMentioned)
        {
            return;
        }

        json.WriteStartArray(name);
        for (var i = 0; i < entries.Value.Count; i++)
        {
            write(json, entries.Value[i]);
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, Maybe<string?> text)
    {
        if (text.IsMentioned)
        {
            json.WriteString(name, text.Value);
        }
    }

    private static void Money(Utf8JsonWriter json, ReadOnlySpan<byte> name, Maybe<decimal?> amount)
    {
        if (amount.IsMentioned)
        {
            Money(json, name, amount.Value);
        }
    }

    // Two decimals at least, so that "0.0" and "0.00" of the two API versions are the same amount.
    private static void Money(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? amount) =>
        Decimal(json, name, amount, amount is { Scale: > 2 } ? "0.00######" : "F2");

    private static void Decimal(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? number, string format)
    {
        if (number is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[LongestDecimal];
        known.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    private static void Flag(Utf8JsonWriter json, ReadOnlySpan<byte> name, Maybe<bool?> flag)
    {
        switch (flag)
        {
            case { IsMentioned: false }:
                break;
            case { Value: { } value }:
                json.WriteBoolean(name, value);
                break;
            default:
                json.WriteNull(name);
                break;
        }
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, Maybe<long?> number)
    {
        switch (number)
        {
            case { IsMentioned: false }:
                break;
            case { Value: { } value }:
                json.WriteNumber(name, value);
                break;
            default:
                json.WriteNull(name);
                break;
        }
    }
}
