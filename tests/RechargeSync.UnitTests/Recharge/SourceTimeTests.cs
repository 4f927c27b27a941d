using System.Globalization;
using FsCheck.Fluent;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Recharge;

public sealed class SourceTimeTests
{
    [Theory]
    [InlineData("2026-03-02T14:15:33+00:00", "2026-03-02T14:15:33.0000000Z")]
    [InlineData("2026-03-02T14:15:33Z", "2026-03-02T14:15:33.0000000Z")]
    [InlineData("2026-03-02T09:15:33-05:00", "2026-03-02T14:15:33.0000000Z")]
    [InlineData("2026-03-02T14:15:24.667044+00:00", "2026-03-02T14:15:24.6670440Z")]
    [InlineData("2026-03-02T14:15:24.6670449Z", "2026-03-02T14:15:24.6670449Z")]
    [InlineData("2026-03-02 14:15:33+00:00", "2026-03-02T14:15:33.0000000Z")]
    [InlineData("2026-03-03T00:15:33+10:00", "2026-03-02T14:15:33.0000000Z")]
    public void Time_with_offset_is_an_instant_whatever_the_zone(string text, string expected)
    {
        Assert.Equal((expected, true), Parse(text));
        Assert.Equal((expected, true), Parse(text, OrderBuilder.NewYork));
    }

    [Theory]
    [InlineData("2026-03-02T09:15:33", "2026-03-02T09:15:33.0000000Z")]
    [InlineData("2026-03-02T14:15:24.667044", "2026-03-02T14:15:24.6670440Z")]
    [InlineData("2026-03-02", "2026-03-02T00:00:00.0000000Z")]
    public void Wall_time_of_an_unknown_zone_keeps_its_digits_and_is_no_instant(string text, string expected) =>
        Assert.Equal((expected, false), Parse(text));

    [Theory]
    [InlineData("2026-03-02T09:15:33", "2026-03-02T14:15:33.0000000Z")] // winter, five hours behind
    [InlineData("2026-07-02T09:15:33", "2026-07-02T13:15:33.0000000Z")] // summer, four hours behind
    [InlineData("2026-03-02", "2026-03-02T05:00:00.0000000Z")]
    [InlineData("2026-03-08T01:59:59", "2026-03-08T06:59:59.0000000Z")] // the last second of winter time
    [InlineData("2026-03-08T03:00:00", "2026-03-08T07:00:00.0000000Z")] // the first of summer time
    [InlineData("2026-11-01T00:59:59", "2026-11-01T04:59:59.0000000Z")]
    [InlineData("2026-11-01T02:00:00", "2026-11-01T07:00:00.0000000Z")]
    public void Wall_time_of_the_stores_zone_is_an_instant(string text, string expected) =>
        Assert.Equal((expected, true), Parse(text, OrderBuilder.NewYork));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("yesterday")]
    [InlineData("1772460933")]
    [InlineData("2026-02-30T00:00:00")]
    [InlineData("2026-03-02T25:00:00")]
    [InlineData("-2026-03-02")]
    [InlineData("+2026-03-02")]
    [InlineData("None")]
    [InlineData("12:30")]
    [InlineData("10.5")]
    [InlineData("03/02/2026")]
    [InlineData("2026-03")]
    [InlineData("2026-03-02T14:15:33+15:00")]
    [InlineData("2026-03-02T14:15:33+99:99")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public void What_is_no_iso_time_breaks_the_contract(string text)
    {
        Assert.Equal("'updated_at' is not a time", Assert.Throws<PayloadException>(() => Parse(text)).Message);
        Assert.Throws<PayloadException>(() => Parse(text, OrderBuilder.NewYork));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00", "Asia/Tokyo")]
    [InlineData("9999-12-31T23:59:59", "America/New_York")]
    public void Wall_time_that_has_no_instant_breaks_the_contract(string text, string zone) =>
        Assert.Throws<PayloadException>(() => Parse(text, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("2026-03-02T14:00:00Z", "2026-03-02T14:00:01Z", true)]
    [InlineData("2026-03-02T14:00:01Z", "2026-03-02T14:00:00Z", false)]
    [InlineData("2026-03-02T14:00:00Z", "2026-03-02T14:00:00Z", false)]
    [InlineData("2026-03-02T14:00:00+01:00", "2026-03-02T14:00:00Z", true)]
    [InlineData("2026-03-02T14:00:00", "2026-03-02T14:00:01", true)]
    [InlineData("2026-03-02T14:00:00", "2026-03-02T15:00:00Z", false)]
    [InlineData("2026-03-02T14:00:00Z", "2026-03-02T15:00:00", false)]
    public void Only_two_times_of_one_kind_can_be_told_apart(string left, string right, bool before) =>
        Assert.Equal(before, SourceTime.Parse(left, "t", null).IsBefore(SourceTime.Parse(right, "t", null)));

    [Fact]
    public void Text_that_looks_like_a_time_never_throws_anything_else()
    {
        var characters = Gen.Elements("0123456789-:T.+Z ".ToCharArray());
        var nearly =
            from head in Gen.Elements("2026-03-02T", "2026-03-02T14:15:33", "9999-12-31T", "0001-01-01", "")
            from tail in characters.ArrayOf()
            select head + new string(tail);
        Generated.Holds(
            nearly,
            text =>
            {
                foreach (
                    var zone in new[] { null, OrderBuilder.NewYork, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") }
                )
                {
                    _ = Record.Exception(() => SourceTime.Parse(text, "t", zone)) is null or PayloadException
                        ? true
                        : throw new InvalidOperationException($"'{text}' throws.");
                }
            },
            cases: 3000
        );
    }

    private static (string Value, bool IsInstant) Parse(string text, TimeZoneInfo? zone = null)
    {
        var time = SourceTime.Parse(text, "updated_at", zone);
        return (time.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), time.IsInstant);
    }
}
