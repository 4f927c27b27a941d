using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RechargeSync.Console.Listing;

/// <summary>
/// A place in a list: behind the item with this id, and of those of the same id behind this store. Opaque to callers.
/// </summary>
/// <param name="Id">The item's id.</param>
/// <param name="Store">Its store; empty where the id alone says it, and then nothing of that id comes any more.</param>
internal sealed record Cursor(long Id, string Store = "")
{
    private const int Longest = 400;

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}:{Store}")));

    /// <summary>Reads a cursor; false where it is none of ours.</summary>
    public static bool TryParse(string? text, out Cursor? cursor)
    {
        cursor = null;
        if (text is null)
        {
            return true;
        }

        var bytes = new byte[text.Length];
        if (
            text.Length > Longest
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
        )
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, written).Split(':', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        cursor = new Cursor(id, parts[1]);
        return true;
    }
}
