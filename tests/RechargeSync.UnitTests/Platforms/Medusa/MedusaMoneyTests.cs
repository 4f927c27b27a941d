using RechargeSync.Platforms;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.UnitTests.Platforms.Medusa;

public sealed class MedusaMoneyTests
{
    [Fact]
    public void What_the_lines_tell_of_discount_and_tax_is_kept_where_it_explains_the_totals()
    {
        var money = Of(
            Orders.Of(
                Orders.Line(1, 20m) with
                {
                    Discount = 2m,
                    Tax = 1.44m,
                },
                Orders.Line(1, 10m) with
                {
                    Discount = 0m,
                    Tax = 0.80m,
                }
            ) with
            {
                Totals = new PlatformTotals
                {
                    Discounts = 2m,
                    Tax = 2.24m,
                    Total = 30.24m,
                },
            }
        );

        Assert.Equal([2m, 0m], money.Lines.Select(line => line.Discount));
        Assert.Equal([1.44m, 0.80m], money.Lines.Select(line => line.Taxes.Sum(tax => tax.Amount)));
        Assert.Equal((30.24m, 2.24m, 0m), (money.Total, money.AddedTax, money.Rounding));
    }

    [Fact]
    public void A_discount_without_shares_is_divided_by_price_to_the_cent()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 10m), Orders.Line(1, 10m), Orders.Line(1, 10m)) with
            {
                Totals = new PlatformTotals
                {
                    Discounts = 10m,
                    Tax = 0m,
                    Total = 20m,
                },
            }
        );

        Assert.Equal([3.34m, 3.33m, 3.33m], money.Lines.Select(line => line.Discount));
    }

    [Fact]
    public void A_discount_in_yen_is_divided_to_whole_yen()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 1000m), Orders.Line(1, 1000m)) with
            {
                Currency = "JPY",
                Totals = new PlatformTotals
                {
                    Discounts = 101m,
                    Tax = 0m,
                    Total = 1899m,
                },
            }
        );

        Assert.Equal([51m, 50m], money.Lines.Select(line => line.Discount));
    }

    [Fact]
    public void A_discount_of_shipping_is_taken_off_shipping()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 10m)) with
            {
                ShippingLines = Orders.Shipping(4.90m),
                Discounts = Orders.Discount("shipping", 4.90m),
                Totals = new PlatformTotals
                {
                    Discounts = 4.90m,
                    Tax = 0m,
                    Total = 10m,
                },
            }
        );

        Assert.Equal((0m, 4.90m), (money.Lines[0].Discount, money.Shipping[0].Discount));
    }

    [Fact]
    public void What_the_goods_cannot_bear_is_taken_off_shipping()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 10m)) with
            {
                ShippingLines = Orders.Shipping(4.90m),
                Totals = new PlatformTotals
                {
                    Discounts = 14.90m,
                    Tax = 0m,
                    Total = 0m,
                },
            }
        );

        Assert.Equal((10m, 4.90m), (money.Lines[0].Discount, money.Shipping[0].Discount));
    }

    [Fact]
    public void Tax_that_no_line_tells_is_divided_over_the_lines()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 30m), Orders.Line(1, 10m)) with
            {
                ShippingLines = Orders.Shipping(4.90m),
                Totals = new PlatformTotals
                {
                    Discounts = 0m,
                    Tax = 4m,
                    Total = 48.90m,
                },
            }
        );

        Assert.Equal([3m, 1m], money.Lines.Select(line => line.Taxes.Sum(tax => tax.Amount)));
        Assert.Empty(money.Shipping[0].Taxes);
    }

    [Fact]
    public void Tax_that_the_lines_do_not_explain_is_shipping_s()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 30m) with { Tax = 3m }) with
            {
                ShippingLines = Orders.Shipping(5m),
                Totals = new PlatformTotals
                {
                    Discounts = 0m,
                    Tax = 3.50m,
                    Total = 38.50m,
                },
            }
        );

        Assert.Equal(new MedusaTax("Tax", 0.50m), Assert.Single(money.Shipping[0].Taxes));
    }

    [Fact]
    public void Taxes_keep_their_names_where_they_come_to_the_line_s_tax()
    {
        var money = Of(
            Orders.Of(
                Orders.Line(1, 30m) with
                {
                    Tax = 3m,
                    TaxLines = [new("State", 0.08m, 2.40m), new("County", 0.02m, 0.60m)],
                }
            ) with
            {
                Totals = new PlatformTotals
                {
                    Discounts = 0m,
                    Tax = 3m,
                    Total = 33m,
                },
            }
        );

        Assert.Equal([new("State", 2.40m), new("County", 0.60m)], money.Lines[0].Taxes);
    }

    [Fact]
    public void Tax_on_what_costs_nothing_has_no_room_on_its_line()
    {
        var money = Of(
            Orders.Of(Orders.Line(1, 10m) with { Discount = 10m, Tax = 0.50m }) with
            {
                Totals = new PlatformTotals
                {
                    Discounts = 10m,
                    Tax = 0.50m,
                    Total = 0.50m,
                },
            }
        );

        Assert.Empty(money.Lines[0].Taxes);
        Assert.Equal(0.50m, money.UnplacedTax);
    }

    [Fact]
    public void A_cent_that_Recharge_rounded_away_is_made_up_for()
    {
        var money = Of(
            Orders.Of(Orders.Line(3, 3.33m)) with
            {
                Totals = new PlatformTotals
                {
                    Discounts = 0m,
                    Tax = 0m,
                    Total = 10m,
                },
            }
        );

        Assert.Equal(0.01m, money.Rounding);
    }

    [Fact]
    public void Parts_that_do_not_explain_the_total_are_told()
    {
        var (money, problem) = MedusaMoney.Of(
            Orders.Of(Orders.Line(1, 10m)) with
            {
                Totals = new PlatformTotals { Total = 12.50m },
            }
        );

        Assert.Null(money);
        Assert.Equal("lines, shipping, duties and tax less discounts come to 10 and not to 12.50", problem);
    }

    [Fact]
    public void A_line_without_a_price_is_told()
    {
        var (money, problem) = MedusaMoney.Of(Orders.Of(Orders.Line(1, 1m) with { UnitPrice = null }));

        Assert.Equal((null, "a line has no price"), (money, problem));
    }

    [Theory]
    [InlineData("10", "1,1,1", "0.01", "3.34,3.33,3.33")]
    [InlineData("0.01", "1,1", "0.01", "0.01,0")]
    [InlineData("5", "0,1", "1", "0,5")]
    [InlineData("5", "0,0", "1", "0,0")]
    [InlineData("1.000", "1,2", "0.001", "0.333,0.667")]
    public void Parts_come_to_the_amount(string amount, string weights, string unit, string parts) =>
        Assert.Equal(Numbers(parts), MedusaMoney.Divide(Numbers(amount)[0], Numbers(weights), Numbers(unit)[0]));

    private static decimal[] Numbers(string text) =>
        [.. text.Split(',').Select(part => decimal.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];

    private static MedusaMoney Of(PlatformOrder order)
    {
        var (money, problem) = MedusaMoney.Of(order);
        Assert.Null(problem);
        return money!;
    }
}
