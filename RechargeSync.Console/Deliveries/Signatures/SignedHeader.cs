using System.Globalization;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>A signature header read more kindly than the ingress does, so that its mistakes can be named.</summary>
/// <param name="Sum">The signature.</param>
/// <param name="Timestamp">The time as text; null in the legacy header.</param>
/// <param name="HasBlanks">True where blanks or quotes stand around it.</param>
/// <param name="Notes">What else is unusual.</param>
internal sealed record SignedHeader(byte[] Sum, string? Timestamp, bool HasBlanks, IReadOnlyList<string> Notes)
{
    private static readonly char[] s_around = [' ', '\t', '\r', '\n', '"', '\''];

    public bool IsExpired(DateTimeOffset now) =>
        long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)RechargeSignature.Tolerance.TotalSeconds;

    /// <summary>Reads the header that decides; null where there is nothing to be made of it.</summary>
    public static SignedHeader? Read(string? timestamped, string? legacy)
    {
        if (timestamped is null)
        {
            return legacy is null ? null : Decode(legacy, null, HasBlanksAround(legacy));
        }

        var parts = timestamped
            .Trim(s_around)
            .Split(',')
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0].Trim(s_around), StringComparer.Ordinal)
            .ToDictionary(pair => pair[0].Trim(s_around), pair => pair[1], StringComparer.Ordinal);
        return
            parts.TryGetValue("t", out var time)
            && parts.TryGetValue("v1", out var sum)
            && time.Trim(s_around).Length is > 0 and <= 15
            ? Decode(
                sum,
                time.Trim(s_around),
                HasBlanksAround(timestamped) || HasBlanksAround(time) || HasBlanksAround(sum)
            )
            : null;
    }

    private static bool HasBlanksAround(string text) => text.Trim(s_around).Length != text.Length;

    private static SignedHeader? Decode(string text, string? time, bool hasBlanks)
    {
        var notes = new List<string>();
        var bare = text.Trim(s_around);
        if (bare.StartsWith("sha256=", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[7..];
            notes.Add("It begins with 'sha256=', which Recharge does not write.");
        }

        if (bare.Length == 64 && bare.All(char.IsAsciiHexDigit))
        {
            if (bare.Any(char.IsAsciiLetterUpper))
            {
                notes.Add("The hex is in upper case; Recharge writes lower case, and both are accepted.");
            }

            return new SignedHeader(Convert.FromHexString(bare), time, hasBlanks, notes);
        }

        var bytes = new byte[32];
        if (bare.Length == 44 && Convert.TryFromBase64String(bare, bytes, out var written) && written == bytes.Length)
        {
            notes.Add("It is base64; Recharge writes hex.");
            return new SignedHeader(bytes, time, hasBlanks, notes);
        }

        return null;
    }
}
