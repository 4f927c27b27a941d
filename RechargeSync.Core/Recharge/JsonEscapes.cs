using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Undoes a JSON text's escapes whatever they say: half a surrogate pair becomes U+FFFD, where .NET's own reader
/// throws. An order is not lost over half an emoji.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>Writes the text's UTF-8; bytes that are no UTF-8 stay as they are.</summary>
    /// <param name="text">A well-formed JSON text without its quotes.</param>
    /// <param name="target">At least as long as the text.</param>
    /// <param name="isReplaced">Whether half a surrogate pair was replaced.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Undo(ReadOnlySpan<byte> text, Span<byte> target, out bool isReplaced)
    {
        isReplaced = false;
        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf((byte)'\\');
            var copied = plain < 0 ? text.Length : plain;
            text[..copied].CopyTo(target[length..]);
            length += copied;
            text = text[copied..];
            if (!text.IsEmpty)
            {
                var used = UndoOne(text, out var rune);
                isReplaced |= rune == Rune.ReplacementChar && !IsReplacementEscape(text);
                length += rune.EncodeToUtf8(target[length..]);
                text = text[used..];
            }
        }

        return length;
    }

    /// <summary>Whether the reader stands on a member of this name, however it is spelled.</summary>
    public static bool IsName(ref Utf8JsonReader reader, string name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals(name);
        }

        return Is(reader.ValueSpan, name);
    }

    /// <summary>Whether a text with escapes means the name.</summary>
    public static bool Is(ReadOnlySpan<byte> text, string name)
    {
        // An escape has 6 bytes at most for each character of a name in ASCII.
        if (text.Length > 6 * name.Length)
        {
            return false;
        }

        Span<byte> unescaped = stackalloc byte[6 * name.Length];
        return Ascii.Equals(unescaped[..Undo(text, unescaped, out _)], name);
    }

    private static int UndoOne(ReadOnlySpan<byte> text, out Rune rune)
    {
        if (text[1] != 'u')
        {
            rune = new Rune(
                text[1] switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    var itself => (char)itself,
                }
            );
            return 2;
        }

        var first = Unit(text);
        if (Rune.TryCreate(first, out rune))
        {
            return 6;
        }

        if (
            char.IsHighSurrogate(first)
            && text.Length >= 12
            && text[6] == '\\'
            && text[7] == 'u'
            && Rune.TryCreate(first, Unit(text[6..]), out rune)
        )
        {
            return 12;
        }

        rune = Rune.ReplacementChar;
        return 6;
    }

    private static bool IsReplacementEscape(ReadOnlySpan<byte> text) => Unit(text) == Rune.ReplacementChar.Value;

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        // The parser of the body has seen to it that there are four digits.
        return (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
