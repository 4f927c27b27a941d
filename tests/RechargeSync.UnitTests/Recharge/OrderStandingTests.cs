using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>Where an order stands with its money. The total is 29.20 throughout.</summary>
public sealed class OrderStandingTests
{
    [Theory]
    [InlineData("success", null, null, null, OrderStanding.Paid)]
    [InlineData("SUCCESS", "SUCCESS", "0.00", null, OrderStanding.Paid)]
    [InlineData("success", "queued", null, null, OrderStanding.Paid)]
    [InlineData("success", "refunded", null, null, OrderStanding.Refunded)]
    [InlineData("success", "REFUNDED", "0.00", null, OrderStanding.Refunded)]
    [InlineData("success", "success", "29.20", null, OrderStanding.Refunded)]
    [InlineData("success", "success", "30.00", null, OrderStanding.Refunded)]
    [InlineData("success", "success", "29.19", null, OrderStanding.PartiallyRefunded)]
    [InlineData("success", "success", "0.01", null, OrderStanding.PartiallyRefunded)]
    [InlineData("success", "partially_refunded", null, null, OrderStanding.PartiallyRefunded)]
    [InlineData("success", "partially_refunded", "0.00", null, OrderStanding.PartiallyRefunded)]
    [InlineData("success", "partially_refunded", "0.00", 1, OrderStanding.PartiallyRefunded)]
    [InlineData("success", "partially_refunded", "0.00", 3, OrderStanding.Paid)]
    [InlineData("success", "partially_refunded", null, 3, OrderStanding.PartiallyRefunded)]
    [InlineData("success", "partially_refunded", "5.00", 3, OrderStanding.PartiallyRefunded)]
    [InlineData("refunded", null, null, null, OrderStanding.Refunded)]
    [InlineData("partially_refunded", null, null, null, OrderStanding.PartiallyRefunded)]
    [InlineData("cancelled", null, null, null, OrderStanding.Cancelled)]
    [InlineData("CANCELED", null, null, null, OrderStanding.Cancelled)]
    [InlineData("skipped", "refunded", null, null, OrderStanding.Cancelled)]
    [InlineData("deleted", null, null, null, OrderStanding.Cancelled)]
    [InlineData("queued", "refunded", "29.20", null, OrderStanding.Open)]
    [InlineData("pending", null, null, null, OrderStanding.Open)]
    [InlineData("error", null, null, null, OrderStanding.Open)]
    [InlineData("brand_new", null, null, null, OrderStanding.Open)]
    [InlineData("", null, null, null, OrderStanding.Open)]
    public void Status_charge_and_refunds_say_it_together(
        string status,
        string? chargeStatus,
        string? refunds,
        int? orders,
        object expected
    ) =>
        Assert.Equal(
            expected,
            OrderStandings.Of(
                status,
                chargeStatus,
                refunds is null ? null : decimal.Parse(refunds, System.Globalization.CultureInfo.InvariantCulture),
                29.20m,
                orders
            )
        );

    [Theory]
    [InlineData("0.00")]
    [InlineData(null)]
    public void Order_that_costs_nothing_is_not_refunded_by_nothing(string? total) =>
        Assert.Equal(
            OrderStanding.Paid,
            OrderStandings.Of(
                "success",
                null,
                0,
                total is null ? null : decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture),
                null
            )
        );

    [Theory]
    [InlineData(Sample.Order202101, "charge_status", "\"REFUNDED\"")]
    [InlineData(Sample.Order202111, "charge", """{"id":580825290,"status":"refunded"}""")]
    public void Both_versions_tell_of_their_charge(string sample, string member, string json) =>
        Assert.Equal(OrderStanding.Refunded, new OrderBuilder(sample).With(member, json).Read().Standing);
}
