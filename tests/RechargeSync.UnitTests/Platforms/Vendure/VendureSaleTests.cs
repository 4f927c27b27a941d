using RechargeSync.Platforms;
using RechargeSync.Platforms.Vendure;
using static RechargeSync.UnitTests.Platforms.Vendure.VendureOrders;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureSaleTests
{
    [Fact]
    public void Prices_taxes_and_shipping_are_those_of_the_order()
    {
        var order = Of(Line(3, 8.33m, tax: 1.81m))
            .Shipped(new PlatformShippingLine("a", "A", 4.90m, [new("Tax", null, 0.36m)]))
            .Paid(32.06m, tax: 2.17m);

        var sale = Sale(order);

        var line = Assert.Single(sale.Lines);
        Assert.Equal((833, 0, 181), (line.UnitPrice, line.Discount, line.Tax));
        Assert.Equal((490, 36, 3206), (sale.Shipping, sale.ShippingTax, sale.Total));
        Assert.Equal(3206, TotalByVendure(sale));
    }

    [Theory]
    [InlineData("JPY", 2, 83300)]
    [InlineData("JPY", 0, 833)]
    [InlineData("USD", 2, 83300)]
    [InlineData("USD", 3, 833000)]
    [InlineData("KWD", 3, 833000)]
    public void Amounts_have_one_precision_for_every_currency(string currency, int precision, long expected) =>
        Assert.Equal(expected, Sale(Of(Line(1, 833m)).Paid(833m) with { Currency = currency }, precision).Total);

    [Theory]
    [InlineData("KWD", 2)]
    [InlineData("kwd", 2)]
    [InlineData("CLF", 3)]
    [InlineData("USD", 0)]
    public void A_currency_with_more_decimals_than_the_shop_keeps_is_refused(string currency, int precision) =>
        Assert.Equal(
            PlatformReason.CurrencyPrecision,
            VendureSale.Of(Of(Line(1, 1m)).Paid(1m) with { Currency = currency }, precision).Refusal!.Reason
        );

    [Theory]
    [InlineData(21_474_836.48)]
    [InlineData(79_228_162_514_264.0)]
    [InlineData(1.005)]
    public void A_total_that_the_shop_cannot_hold_is_refused(double total) =>
        Assert.Equal(
            PlatformReason.CurrencyPrecision,
            VendureSale.Of(Of(Line(1, 1m)).Paid((decimal)total), 2).Refusal!.Reason
        );

    [Fact]
    public void An_order_without_a_currency_is_refused() =>
        Assert.Equal(
            "currency_unknown",
            VendureSale.Of(Of(Line(1, 1m)).Paid(1m) with { Currency = default }, 2).Refusal!.Reason
        );

    [Fact]
    public void A_discount_of_the_order_is_divided_by_price_to_the_cent()
    {
        var sale = Sale(Of(Line(1, 10m), Line(1, 10m), Line(1, 10m)).Paid(29m, discounts: 1m));

        Assert.Equal([33, 33, 34], sale.Lines.Select(line => line.Discount).Order());
        Assert.Equal(2900, TotalByVendure(sale));
    }

    [Fact]
    public void What_a_line_says_of_its_discount_counts_first()
    {
        var sale = Sale(Of(Line(1, 10m, discount: 2m), Line(1, 10m)).Paid(17m, discounts: 3m));

        Assert.Equal([2 + 0.44m, 0.56m], sale.Lines.Select(line => line.Discount / 100m));
    }

    [Fact]
    public void A_discount_of_the_shipping_comes_off_the_shipping()
    {
        var order = Of(Line(1, 10m)).Shipped(new PlatformShippingLine("a", "A", 4.90m, [])).Paid(10m, discounts: 4.90m);
        var sale = Sale(order with { Discounts = new([new("FREE", "shipping", 100m, 4.90m)]) });

        Assert.Equal((0, 0), (sale.Lines[0].Discount, sale.Shipping));
    }

    [Fact]
    public void All_of_it_given_for_nothing_comes_to_nothing()
    {
        var order = Of(Line(1, 24.99m))
            .Shipped(new PlatformShippingLine("a", "A", 4.90m, []))
            .Paid(0m, discounts: 29.89m);

        Assert.Equal(0, TotalByVendure(Sale(order)));
    }

    [Fact]
    public void A_tax_of_the_order_alone_is_divided_by_what_is_paid_for_each_line()
    {
        var sale = Sale(Of(Line(1, 30m), Line(1, 10m)).Paid(44m, tax: 4m));

        Assert.Equal([300, 100], sale.Lines.Select(line => line.Tax));
        Assert.Equal(4400, TotalByVendure(sale));
    }

    [Fact]
    public void Included_tax_changes_no_total()
    {
        var order = Of(Line(3, 9.99m, tax: 4.78m, includesTax: true))
            .Shipped(new PlatformShippingLine("a", "A", 4.90m, [new("VAT", 0.19m, 0.78m)]))
            .Paid(34.87m, tax: 5.56m);
        var sale = Sale(order with { IncludesTax = true });

        Assert.Equal((412, 78), (sale.Shipping, sale.ShippingTax));
        Assert.Equal(3487, TotalByVendure(sale));
    }

    [Theory]
    [InlineData(12.50)]
    [InlineData(8.00)]
    [InlineData(0.01)]
    public void Parts_that_miss_the_total_are_brought_to_what_was_paid(double total)
    {
        var order = Of(Line(1, 10m, tax: 0.73m)).Paid((decimal)total, tax: 0.73m);

        Assert.Equal((long)((decimal)total * 100), TotalByVendure(Sale(order)));
    }

    [Fact]
    public void Duties_are_put_to_the_shipping() =>
        Assert.Equal(250, Sale(Of(Line(1, 10m)).Paid(12.50m, duties: 2.50m)).Shipping);

    [Fact]
    public void A_price_finer_than_the_unit_is_rounded_up_and_what_that_adds_is_taken_off()
    {
        var sale = Sale(Of(Line(3, 8.3333m)).Paid(25m));

        Assert.Equal((834, 2), (sale.Lines[0].UnitPrice, sale.Lines[0].Discount));
        Assert.Equal(2500, TotalByVendure(sale));
    }

    [Fact]
    public void A_line_of_nothing_is_left_out_and_the_others_keep_their_place()
    {
        var sale = Sale(Of(Line(0, 10m), Line(1, 10m)).Paid(10m));

        Assert.Equal(2, Assert.Single(sale.Lines).Position);
    }

    // Whatever Recharge sends: what Vendure works out from it is what was paid.
    [Fact]
    public void Any_order_comes_to_just_its_total_by_Vendure_s_own_arithmetic()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 5_000; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 6)).Select(_ => AnyLine(random)).ToList();
            var order = Of(lines)
                .Shipped(new PlatformShippingLine("a", "A", Cents(random, 900), [new("Tax", null, Cents(random, 90))]))
                .Paid(Cents(random, 40_000), Cents(random, 3_000), Cents(random, 3_000), Cents(random, 300));
            var sale = Sale(order with { IncludesTax = random.Next(3) == 0 });

            Assert.Equal((round, sale.Total), (round, TotalByVendure(sale)));
            Assert.All(sale.Lines, line => Assert.InRange(line.Discount, 0, line.UnitPrice * line.Line.Quantity));
        }
    }

    private static PlatformLine AnyLine(Random random) =>
        Line(
            random.Next(0, 5),
            random.Next(10) == 0 ? null
                : random.Next(5) == 0 ? random.Next(90_000) / 1000m
                : Cents(random, 9_000),
            random.Next(2) == 0 ? null : Cents(random, 800),
            random.Next(3) == 0 ? Cents(random, 2_000) : null,
            random.Next(4) == 0 ? random.Next(2) == 0 : null
        );

    private static decimal Cents(Random random, int most) => random.Next(most) / 100m;

    private static VendureSale Sale(PlatformOrder order, int precision = 2)
    {
        var (sale, refusal) = VendureSale.Of(order, precision);
        Assert.Null(refusal);
        return sale!;
    }

    // As Vendure does it: in doubles, by unit, rounded once for each line and for the shipping.
    private static long TotalByVendure(VendureSale sale) =>
        sale.Lines.Sum(line =>
        {
            var unit = line.UnitPrice - (double)line.Discount / line.Line.Quantity;
            return Rounded((line.IncludesTax ? unit : Gross(unit, line.TaxRate)) * line.Line.Quantity);
        }) + Rounded(Gross(sale.Shipping, sale.ShippingTaxRate));

    private static double Gross(double net, double rate) => net * ((100 + rate) / 100);

    private static long Rounded(double amount) => (long)Math.Floor(amount + 0.5);
}
