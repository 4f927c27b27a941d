using System.Globalization;
using System.Text;
using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>One row per way to write an amount.</summary>
public sealed class AmountTests
{
    [Theory]
    [InlineData("1234.5", "1234.5")]
    [InlineData("-3.50", "-3.50")]
    [InlineData("1e2", "100")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1 234,50", "1234.50")]
    [InlineData("1\u00a0234.50", "1234.50")]
    [InlineData("1\u202f234,50", "1234.50")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234", "1234")]
    [InlineData("1.234", "1.234")]
    [InlineData("0,500", "0.500")]
    [InlineData("12,50", "12.50")]
    [InlineData("12,5", "12.5")]
    [InlineData("1234,50", "1234.50")]
    [InlineData("$43.60", "43.60")]
    [InlineData("-$43.60", "-43.60")]
    [InlineData("$ -43.60", "-43.60")]
    [InlineData("43.60 USD", "43.60")]
    [InlineData("EUR 43,60", "43.60")]
    [InlineData("43,60 €", "43.60")]
    [InlineData("\u22125.00", "-5.00")]
    [InlineData("CHF 1'234.50", "1234.50")]
    public void Amount_is_read_however_it_is_written(string text, string expected)
    {
        Assert.True(Amount.TryParse(Encoding.UTF8.GetBytes(text), out var amount));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("free")]
    [InlineData("NaN")]
    [InlineData("$")]
    [InlineData("10%")]
    [InlineData("about 12")]
    [InlineData("12-13")]
    [InlineData("1.23,4.5")]
    [InlineData("1,23,456")]
    [InlineData("12 34")]
    [InlineData("1e400")]
    [InlineData("1000000000001")]
    [InlineData("-1000000000001")]
    [InlineData("9,999,999,999,999,999,999,999,999,999,999")]
    public void What_is_no_amount_or_beyond_reason_is_none(string text) =>
        Assert.False(Amount.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
