using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class StoreTimeTests
{
    private static readonly StoreTime NewYork = new(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    [Theory]
    [InlineData("2026-03-02T09:15:28", "2026-03-02T14:15:28+00:00")]
    [InlineData("2026-03-02T09:15:28.667044", "2026-03-02T14:15:28+00:00")]
    [InlineData("2026-07-02T09:15:28", "2026-07-02T13:15:28+00:00")]
    [InlineData("2026-03-02", "2026-03-02T05:00:00+00:00")]
    [InlineData("2026-03-02T14:15:28+00:00", "2026-03-02T14:15:28+00:00")]
    [InlineData("2026-03-02T16:15:28+02:00", "2026-03-02T14:15:28+00:00")]
    [InlineData("2026-03-02T14:15:28Z", "2026-03-02T14:15:28+00:00")]
    [InlineData("2026-03-08T02:30:00", "2026-03-08T07:30:00+00:00")]
    public void Times_are_read_with_their_offset_else_in_the_stores_zone(string text, string expected) =>
        Assert.Equal(expected, StoreTime.FormatUtc(NewYork.Parse(text)!.Value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("test")]
    [InlineData("2026-13-01")]
    [InlineData("1772460928")]
    public void What_is_no_time_is_null(string? text) => Assert.Null(NewYork.Parse(text));

    [Fact]
    public void A_store_day_begins_at_its_own_midnight_also_after_the_clocks_change()
    {
        Assert.Equal("2026-03-02T05:00:00+00:00", StoreTime.FormatUtc(NewYork.Midnight(new DateOnly(2026, 3, 2))));
        Assert.Equal("2026-04-02T04:00:00+00:00", StoreTime.FormatUtc(NewYork.Midnight(new DateOnly(2026, 4, 2))));
    }
}
