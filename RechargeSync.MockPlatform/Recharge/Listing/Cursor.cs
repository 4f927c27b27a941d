using System.Buffers.Text;
using System.Globalization;
using System.Text;
using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>
/// A place in a list together with the filters that made it, so that the next request carries nothing else. It names
/// the last record seen, not a count, so records that leave the list meanwhile do not shift the rest.
/// </summary>
internal sealed record Cursor(RecordKind Kind, bool Backwards, long Key, long Id, string Query)
{
    public string Encode() =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{(int)Kind}|{(Backwards ? 1 : 0)}|{Key}|{Id}|{Query}")
            )
        );

    /// <returns>The cursor, or null for anything that this API has not given out.</returns>
    public static Cursor? Decode(string text, RecordKind kind)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|', 5);
        return
            parts.Length == 5
            && parts[0] == ((int)kind).ToString(CultureInfo.InvariantCulture)
            && parts[1] is "0" or "1"
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            && long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? new Cursor(kind, parts[1] is "1", key, id, parts[4])
            : null;
    }
}
