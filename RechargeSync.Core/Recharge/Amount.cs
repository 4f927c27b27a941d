using System.Globalization;
using System.Text;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Reads an amount however it is written: <c>1234.5</c>, <c>1,234.50</c>, <c>1.234,50</c>, <c>1 234,50</c>,
/// <c>$43.60</c> or <c>43.60 USD</c>.
/// </summary>
/// <remarks>
/// A point alone is the decimal point, as Recharge writes it, so that <c>1.234</c> is a little over one. A comma alone
/// is a decimal comma unless exactly three digits follow one to three others: <c>12,50</c> is twelve and a half, and
/// <c>1,234</c> is a thousand. Of both the last one is the decimal separator. Blanks and apostrophes separate
/// thousands.
/// </remarks>
internal static class Amount
{
    /// <summary>Beyond what anything costs in any currency, and small enough that sums do not overflow.</summary>
    public const decimal Limit = 1_000_000_000_000;

    /// <summary>Letters of a currency's code or symbol.</summary>
    private const int MaxLetters = 3;

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>False where the text is no amount, or one beyond all reason.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal amount) =>
        (
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out amount)
            || TryParseWritten(Encoding.UTF8.GetString(text), out amount)
        ) && amount is >= -Limit and <= Limit;

    private static bool TryParseWritten(string text, out decimal amount)
    {
        amount = 0;
        var first = text.AsSpan().IndexOfAnyInRange('0', '9');
        var last = text.AsSpan().LastIndexOfAnyInRange('0', '9');
        if (first < 0)
        {
            return false;
        }

        var start = first > 0 && text[first - 1] == '.' ? first - 1 : first;
        var end = text.Length > last + 1 && text[last + 1] == '.' ? last + 2 : last + 1;
        return IsAround(text.AsSpan(0, start), out var isNegative)
            && IsAround(text.AsSpan(end), out var hasSignBehind)
            && !hasSignBehind
            && Canonical(text[start..end]) is { } digits
            && decimal.TryParse(isNegative ? "-" + digits : digits, Plain, CultureInfo.InvariantCulture, out amount);
    }

    // What may stand before or behind the digits: a currency, blanks and a sign.
    private static bool IsAround(ReadOnlySpan<char> text, out bool isNegative)
    {
        isNegative = false;
        var (letters, signs) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                letters++;
            }
            else if (c is '-' or '+' or '\u2212')
            {
                signs++;
                isNegative = c != '+';
            }
            else if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.CurrencySymbol)
            {
                return false;
            }
        }

        return letters <= MaxLetters && signs <= 1;
    }

    // Digits with a decimal point; null where the separators contradict each other.
    private static string? Canonical(string text)
    {
        var point = text.LastIndexOf('.');
        var comma = text.LastIndexOf(',');
        var decimals =
            point >= 0 && comma >= 0 ? Math.Max(point, comma)
            : point >= 0 ? (text.IndexOf('.', StringComparison.Ordinal) == point ? point : -1)
            : comma >= 0 && !IsThousands(text.Split(',')) ? comma
            : -1;
        var whole = decimals < 0 ? text : text[..decimals];
        var fraction = decimals < 0 ? "" : text[(decimals + 1)..];
        var groups = Groups(whole);
        return groups is not null && fraction.All(char.IsAsciiDigit) && (groups.Length == 1 || IsThousands(groups))
            ? $"{string.Concat(groups)}.{fraction}".TrimEnd('.')
            : null;
    }

    // Parts between separators, which must all be the same one.
    private static string[]? Groups(string whole)
    {
        var separators = whole.Where(c => !char.IsAsciiDigit(c)).Distinct().ToArray();
        return separators.Length switch
        {
            0 => [whole],
            1 when IsSeparator(separators[0]) => whole.Split(separators[0]),
            _ => null,
        };
    }

    private static bool IsSeparator(char c) => c is '.' or ',' or '\'' or '\u2019' || char.IsWhiteSpace(c);

    private static bool IsThousands(string[] groups) =>
        groups.Length > 1
        && groups[0].Length is >= 1 and <= 3
        && groups[0][0] != '0'
        && groups.Skip(1).All(group => group.Length == 3);
}
