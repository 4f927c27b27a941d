using System.Net;
using System.Text;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Vendure;

namespace RechargeSync.UnitTests.Platforms.Vendure;

/// <summary>Orders and answers to judge.</summary>
internal static class VendureOrders
{
    public static PlatformOrder Of(params IReadOnlyList<PlatformLine> lines) =>
        new()
        {
            Reference = "recharge:default:534919106",
            RechargeOrderId = "534919106",
            Status = "paid",
            Currency = "USD",
            Customer = new(),
            Payment = new(default, default),
            Lines = new(lines),
            ShippingLines = new([]),
            IncludesTax = false,
            Totals = new(),
        };

    public static PlatformOrder Paid(
        this PlatformOrder order,
        decimal total,
        decimal tax = 0,
        decimal discounts = 0,
        decimal duties = 0
    ) =>
        order with
        {
            Totals = new()
            {
                Total = total,
                Tax = tax,
                Discounts = discounts,
                Duties = duties,
            },
        };

    public static PlatformOrder Shipped(this PlatformOrder order, params IReadOnlyList<PlatformShippingLine> lines) =>
        order with
        {
            ShippingLines = new(lines),
        };

    public static PlatformLine Line(
        int quantity,
        decimal? price,
        decimal? tax = null,
        decimal? discount = null,
        bool? includesTax = null,
        string sku = "COF-100-L"
    ) =>
        new()
        {
            Sku = sku,
            Quantity = quantity,
            UnitPrice = price,
            Tax = tax,
            Discount = discount,
            UnitPriceIncludesTax = includesTax,
        };

    public static VendureAnswer Answer(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        var failure =
            status == HttpStatusCode.OK
                ? null
                : new CallFailure(
                    (int)status >= 500 ? CallFailureKind.Ambiguous : CallFailureKind.Permanent,
                    "refused",
                    (int)status
                );
        return VendureAnswer.Of(new HttpOutcome(status, Encoding.UTF8.GetBytes(body), null, failure));
    }
}
