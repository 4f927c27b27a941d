using System.Globalization;

namespace RechargeSync.MockPlatform.Recharge;

/// <summary>
/// Reads and writes times as one store's API does: store-local without offset in 2021-01, UTC in 2021-11.
/// </summary>
internal sealed class StoreTime(TimeZoneInfo zone)
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss";
    private const string UtcFormat = "yyyy-MM-dd'T'HH:mm:ss'+00:00'";
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFF",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFF",
        "yyyy-MM-dd'T'HH:mm",
        DateFormat,
    ];
    private static readonly string[] OffsetFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz",
    ];

    /// <summary>Reads a time; one without an offset is wall time of the store.</summary>
    public DateTimeOffset? Parse(string? text) => Parse(text, zone);

    /// <summary>Reads a query value: without an offset it is store time in 2021-01 and UTC in 2021-11.</summary>
    public DateTimeOffset? ParseQuery(string text, ApiVersion version) =>
        Parse(text, version == ApiVersion.January2021 ? zone : TimeZoneInfo.Utc);

    public string Format(DateTimeOffset instant, ApiVersion version) =>
        version == ApiVersion.January2021
            ? TimeZoneInfo.ConvertTime(instant, zone).ToString(LocalFormat, CultureInfo.InvariantCulture)
            : FormatUtc(instant);

    public static string FormatUtc(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(UtcFormat, CultureInfo.InvariantCulture);

    /// <summary>The store's calendar day at that instant, as <c>2026-03-02</c>.</summary>
    public string FormatDay(DateTimeOffset instant) => Day(instant).ToString(DateFormat, CultureInfo.InvariantCulture);

    public DateOnly Day(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant at which that day begins in the store.</summary>
    public DateTimeOffset Midnight(DateOnly day) => ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);

    private static DateTimeOffset? Parse(string? text, TimeZoneInfo assumed)
    {
        if (
            DateTimeOffset.TryParseExact(
                text,
                OffsetFormats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var instant
            )
        )
        {
            return instant;
        }

        return DateTime.TryParseExact(
            text,
            LocalFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        )
            ? ToInstant(local, assumed)
            : null;
    }

    private static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        // A wall time that the spring change skips is read as the first one after the gap.
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(valid, zone.GetUtcOffset(valid)).ToUniversalTime();
    }
}
