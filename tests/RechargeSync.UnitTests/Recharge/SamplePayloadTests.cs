using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>The samples of both API versions read as one and the same order.</summary>
public sealed class SamplePayloadTests
{
    private static readonly DateTimeOffset s_updated = new(2026, 3, 2, 14, 15, 33, TimeSpan.Zero);

    [Theory]
    [InlineData(Sample.Order202101, "SUCCESS")]
    [InlineData(Sample.Order202111, "success")]
    public void Order_reads_the_same_in_both_versions(string sample, string status)
    {
        var order = RechargePayload.ReadOrder(Sample.Bytes(sample), OrderBuilder.NewYork);

        Assert.Equal((534919106L, status, true), (order.Id, order.Status, order.IsSuccess));
        Assert.Equal((46453225L, 580825290L, false), (order.AddressId, order.ChargeId, order.IsPrepaid));
        Assert.Equal(((string?)null, (string?)null), (order.ExternalOrderId, order.ExternalOrderNumber));
        Assert.Equal(new SourceTime(s_updated, IsInstant: true), order.UpdatedAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero), order.ScheduledAt!.Value.Value);
        Assert.Equal(("USD", (string?)null), (order.Currency, order.Note));
        Assert.Equal((64962974L, "ada.tester@example.com"), (order.Customer.Id, order.Customer.Email));
        Assert.Equal(
            new RechargeTotals
            {
                Subtotal = 24.30m,
                Discounts = 0,
                Tax = 0,
                Duties = 0,
                Shipping = 4.90m,
                Total = 29.20m,
            },
            order.Totals
        );
        Assert.Equal(new RechargePayment("stripe", "ch_test_0002"), order.Payment);
        Assert.Equal(("checkout", 250L, (bool?)false), (order.Type, order.WeightGrams, order.IncludesTax));
        Assert.Equal(OrderStanding.Paid, order.Standing);
        Assert.Equal((true, false), (order.HasLines, order.IsRedacted));
        Assert.Empty(order.Remarks);
        Assert.Equal(["Subscription", "Subscription First Order"], order.Tags);
        Assert.Equal([new NamedValue("cart_id", "5d2c7a90-1f64-4b0e-8a37-c0e9d1b2f345")], order.Attributes);
        var shipping = Assert.Single(order.ShippingLines);
        Assert.Equal(("Economy", "Economy", 4.90m), (shipping.Code, shipping.Title, shipping.Price));
        Assert.Empty(shipping.TaxLines);
        Assert.Empty(order.Discounts);
        Assert.Equal(
            new RechargeAddress
            {
                FirstName = "Ada",
                LastName = "Tester",
                Address1 = "10 Example Street",
                City = "Springfield",
                Province = "Illinois",
                Zip = "62701",
                Country = "US",
                CountryName = "United States",
                Phone = "5550100",
            },
            order.ShippingAddress
        );
        Assert.Equal(order.ShippingAddress, order.BillingAddress);

        var line = Assert.Single(order.Lines);
        Assert.Equal(("COF-100-L", "P-100", "V-100-L"), (line.Sku, line.ProductId, line.VariantId));
        Assert.Equal(
            ("House Blend Coffee", "Large", 1, 24.30m),
            (line.Title, line.VariantTitle, line.Quantity, line.UnitPrice)
        );
        Assert.Equal([new NamedValue("grind", "filter")], line.Properties);
    }

    [Theory]
    [InlineData(Sample.PrepaidFirst, 534919199, true)]
    [InlineData(Sample.PrepaidQueued, 534919200, false)]
    [InlineData(Sample.PrepaidSubsequent, 534919201, true)]
    public void Prepaid_orders_share_one_charge(string sample, long id, bool success)
    {
        var order = RechargePayload.ReadOrder(Sample.Bytes(sample), OrderBuilder.NewYork);
        Assert.Equal((id, 580825303L, true, success), (order.Id, order.ChargeId, order.IsPrepaid, order.IsSuccess));
    }

    [Fact]
    public void Echo_carries_the_ids_that_were_written()
    {
        var order = RechargePayload.ReadOrder(Sample.Bytes(Sample.OrderEcho), zone: null);
        Assert.Equal(("92812948", "101"), (order.ExternalOrderId, order.ExternalOrderNumber));
        Assert.Equal(s_updated.AddSeconds(8), order.UpdatedAt!.Value.Value);
    }

    [Theory]
    [InlineData(Sample.Charge202101)]
    [InlineData(Sample.Charge202111)]
    public void Charge_tells_how_many_orders_it_pays_for(string sample) =>
        Assert.Equal(new RechargeCharge(580825303, null, 3), RechargePayload.ReadCharge(Sample.Bytes(sample)));

    [Fact]
    public void What_holds_personal_data_prints_none_of_it()
    {
        var order = RechargePayload.ReadOrder(Sample.Bytes(Sample.Order202111), zone: null);
        var checkout = RechargePayload.ReadCheckout(Sample.Bytes(Sample.Checkout202111));
        object[] records = [order, order.Customer, order.ShippingAddress!, order.Attributes[0], checkout];
        Assert.Equal("order 534919106, [customer], [address], cart_id, checkout", string.Join(", ", records));
    }
}
