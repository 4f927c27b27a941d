using System.Globalization;
using System.Security.Cryptography;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>A signature header read more kindly than the ingress does, so that its mistakes can be named.</summary>
/// <param name="Sums">The signature, or each of several.</param>
/// <param name="Timestamp">The time as text; null in the legacy header.</param>
/// <param name="HasBlanks">True where blanks or quotes stand around it.</param>
/// <param name="Notes">What else is unusual.</param>
internal sealed record SignedHeader(
    IReadOnlyList<byte[]> Sums,
    string? Timestamp,
    bool HasBlanks,
    IReadOnlyList<string> Notes
)
{
    private static readonly char[] s_around = [' ', '\t', '\r', '\n', '"', '\''];

    public bool IsExpired(DateTimeOffset now) =>
        long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && RechargeSignature.IsExpired(seconds, now);

    /// <summary>True where a signature of the header is this one.</summary>
    public bool Holds(byte[] sum) => Sums.Any(given => CryptographicOperations.FixedTimeEquals(given, sum));

    /// <summary>Reads the header that decides; null where there is nothing to be made of it.</summary>
    public static SignedHeader? Read(string? timestamped, string? legacy)
    {
        if (timestamped is null)
        {
            return legacy is null
                ? null
                : Decode([.. legacy.Split(',').Distinct(StringComparer.Ordinal)], null, legacy);
        }

        var parts = timestamped
            .Trim(s_around)
            .Split(',')
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .Select(pair => (Key: pair[0].Trim(s_around), Value: pair[1]))
            .ToList();
        return
            parts.FirstOrDefault(part => part.Key == "t").Value is { } time
            && time.Trim(s_around).Length is > 0 and <= 15
            ? Decode([.. parts.Where(part => part.Key == "v1").Select(part => part.Value)], time, timestamped)
            : null;
    }

    private static bool HasBlanksAround(string text) => text.Trim(s_around).Length != text.Length;

    private static SignedHeader? Decode(string[] texts, string? time, string header)
    {
        var notes = new List<string>();
        var sums = texts.Select(text => Decode(text.Trim(s_around), notes)).OfType<byte[]>().ToList();
        return sums.Count == 0
            ? null
            : new SignedHeader(
                sums,
                time?.Trim(s_around),
                HasBlanksAround(header) || texts.Any(HasBlanksAround) || (time is not null && HasBlanksAround(time)),
                notes
            );
    }

    private static byte[]? Decode(string bare, List<string> notes)
    {
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

            return Convert.FromHexString(bare);
        }

        var bytes = new byte[32];
        if (bare.Length == 44 && Convert.TryFromBase64String(bare, bytes, out var written) && written == bytes.Length)
        {
            notes.Add("It is base64; Recharge writes hex.");
            return bytes;
        }

        return null;
    }
}
