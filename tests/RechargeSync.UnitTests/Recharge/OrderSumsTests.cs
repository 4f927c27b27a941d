using RechargeSync.Core.Recharge;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>What the parts of an order say of each other. Goods 24.30, shipping 4.90, total 29.20.</summary>
public sealed class OrderSumsTests
{
    [Theory]
    [InlineData("29.20", null)]
    [InlineData("29.22", null)]
    [InlineData("28.20", "1.00 more")]
    [InlineData("30.20", "1.00 less")]
    public void Parts_explain_the_total_or_a_remark_says_by_how_much_they_do_not(string total, string? difference) =>
        Assert.Equal(
            difference is null
                ? []
                :
                [
                    new Remark(
                        "total_price",
                        $"lines, shipping, tax, duties and discounts come to {difference} than the total"
                    ),
                ],
            new OrderBuilder().With("total_price", $"\"{total}\"").Read().Remarks
        );

    [Theory]
    [InlineData("total_tax", "\"2.00\"", "31.20")]
    [InlineData("total_duties", "\"12.00\"", "41.20")]
    [InlineData("total_discounts", "\"5.00\"", "24.20")]
    [InlineData("shipping_lines", "[]", "24.30")]
    public void Each_part_counts(string member, string json, string total) =>
        Assert.Empty(new OrderBuilder().With(member, json).With("total_price", $"\"{total}\"").Read().Remarks);

    [Theory]
    [InlineData("[{\"quantity\":1}]")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Nothing_is_said_of_lines_without_price_or_of_none(string lines) =>
        Assert.DoesNotContain(
            new OrderBuilder().With("line_items", lines).Read().Remarks,
            remark => remark.Member == "total_price"
        );

    [Theory]
    [InlineData("\"29.20\"", true)]
    [InlineData("\"33.20\"", false)]
    [InlineData("\"50.00\"", null)]
    [InlineData("null", null)]
    public void Total_tells_whether_prices_include_tax_where_the_payload_does_not(string total, bool? expected)
    {
        var order = new OrderBuilder(Sample.Order202101)
            .With("total_tax", "\"4.00\"")
            .With("total_price", total)
            .Read();
        Assert.Equal(expected, order.IncludesTax);
    }

    [Theory]
    [InlineData("taxes_included", "true", true)]
    [InlineData("taxes_included", "0", false)]
    [InlineData("line_items", """[{"quantity":1,"unit_price":"24.30","unit_price_includes_tax":true}]""", true)]
    public void What_the_payload_says_counts_first(string member, string json, bool expected) =>
        Assert.Equal(expected, new OrderBuilder().With(member, json).Read().IncludesTax);

    [Theory]
    [InlineData("""[{"code":"A","value":"2.00","value_type":"fixed_amount"}]""", "2.00", "A 2.00")]
    [InlineData("""[{"code":"A","value":"50.00"}]""", "24.30", "A 24.30")]
    [InlineData("""[{"code":"A","value":"2.00"}]""", "0.00", "A 2.00")]
    [InlineData("""[{"code":"P","value":"10.0","value_type":"percentage"}]""", "2.43", "P 2.43")]
    [InlineData("""[{"code":"P","value":"10.0","value_type":"percentage"}]""", "0.00", "P ")]
    [InlineData("""[{"code":"S","value":"100.0","value_type":"shipping"}]""", "4.90", "S 4.90")]
    [InlineData("""[{"code":"S","value":"100.0","value_type":"shipping"}]""", "0.00", "S 4.90")]
    [InlineData("""[{"code":"S","value":"50.0","value_type":"shipping"}]""", "0.00", "S ")]
    [InlineData("""[{"code":"S","value":"2.0","value_type":"shipping"}]""", "0.00", "S ")]
    [InlineData("""[{"code":"G","value":"9.0","value_type":"free_gift"}]""", "0.00", "G ")]
    [InlineData(
        """[{"code":"P","value":"10.0","value_type":"percentage"},{"code":"A","value":"1.00"}]""",
        "3.43",
        "P 2.43, A 1.00"
    )]
    [InlineData(
        """[{"code":"P","value":"10.0","value_type":"percentage"},{"code":"A","value":"1.00"}]""",
        "5.00",
        "P , A 1.00"
    )]
    [InlineData(
        """[{"code":"P","value":"10.0","value_type":"percentage"},{"code":"S","value":100,"value_type":"shipping"}]""",
        "7.33",
        "P 2.43, S 4.90"
    )]
    public void Discount_has_an_amount_only_where_it_can_be_told(string discounts, string total, string expected)
    {
        var order = new OrderBuilder().With("discounts", discounts).With("total_discounts", $"\"{total}\"").Read();
        Assert.Equal(
            expected,
            string.Join(
                ", ",
                order.Discounts.Select(discount =>
                    FormattableString.Invariant($"{discount.Code} {discount.Amount:0.00}")
                )
            )
        );
    }

    [Fact]
    public void Percentage_of_the_older_version_is_no_amount()
    {
        var order = new OrderBuilder(Sample.Order202101)
            .With("discount_codes", """[{"amount":"10.0","code":"P","type":"percentage"}]""")
            .With("total_discounts", "\"2.43\"")
            .Read();
        Assert.Equal(new RechargeDiscount("P", DiscountKind.Percentage, 10.0m, 2.43m), Assert.Single(order.Discounts));
    }
}
