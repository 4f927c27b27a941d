using System.Globalization;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// A time as Recharge sent it. Without offset it is the store's wall time, which may only be compared with another
/// wall time unless the store's zone is known.
/// </summary>
/// <param name="Value">The instant; for a wall time of an unknown zone its digits taken as UTC.</param>
/// <param name="IsInstant">False for a wall time of an unknown zone.</param>
/// <param name="Slack">
/// How much later than <paramref name="Value"/> it may have been: a wall time within the hour that the clocks going
/// back repeat names two instants, of which <paramref name="Value"/> is the first.
/// </param>
internal readonly record struct SourceTime(DateTimeOffset Value, bool IsInstant, TimeSpan Slack = default)
{
    /// <summary>Reads an ISO time with or without offset, up to seven fraction digits, or a date alone.</summary>
    /// <exception cref="PayloadException">The text is not a time.</exception>
    public static SourceTime Parse(string text, string name, TimeZoneInfo? zone)
    {
        // The shape first, since the parser takes "10.5" for a day of this year; and no year at either end of what a
        // date can hold, where an offset leads out of it.
        if (
            text is not [_, _, _, _, '-', _, _, '-', _, _, ..]
            || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            || !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var instant
            )
            || time.Year is < 1000 or > 9000
        )
        {
            throw new PayloadException($"'{name}' is not a time");
        }

        if (time.Kind != DateTimeKind.Unspecified)
        {
            return new SourceTime(instant.ToUniversalTime(), IsInstant: true);
        }

        if (zone is null)
        {
            return new SourceTime(new DateTimeOffset(time, TimeSpan.Zero), IsInstant: false);
        }

        if (zone.IsAmbiguousTime(time))
        {
            var offsets = zone.GetAmbiguousTimeOffsets(time);
            return new SourceTime(
                new DateTimeOffset(time, offsets.Max()).ToUniversalTime(),
                IsInstant: true,
                offsets.Max() - offsets.Min()
            );
        }

        return new SourceTime(new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime(), IsInstant: true);
    }

    /// <summary>Whether this is certainly earlier; false where the two cannot be compared.</summary>
    public bool IsBefore(SourceTime other) => IsInstant == other.IsInstant && Value + Slack < other.Value;
}
