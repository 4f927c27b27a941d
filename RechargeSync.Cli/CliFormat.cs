using System.Globalization;

namespace RechargeSync.Cli;

/// <summary>Times, counts and foreign texts as a terminal shows them.</summary>
internal static class CliFormat
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// A text on one line without anything that a terminal would act on. Reasons, notes and answers come from outside:
    /// an escape sequence in them could repaint the screen, and a direction mark could make a line read as another.
    /// </summary>
    public static string Printable(string text) =>
        string.Create(
            text.Length,
            text,
            static (target, source) =>
            {
                for (var at = 0; at < source.Length; at++)
                {
                    target[at] =
                        source[at] is '\n' or '\r' or '\t' ? ' '
                        : IsHarmless(source[at]) ? source[at]
                        : Replacement;
                }
            }
        );

    /// <summary>As <see cref="Printable"/>, line by line.</summary>
    public static string PrintableLines(string text) =>
        string.Join(Environment.NewLine, text.Split('\n').Select(line => Printable(line.TrimEnd('\r'))));

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    public static string Duration(long? milliseconds) =>
        milliseconds switch
        {
            null => "",
            < 1000 => Number($"{milliseconds} ms"),
            < 60_000 => Number($"{milliseconds / 1000.0:0.0} s"),
            < 3_600_000 => Number($"{milliseconds / 60_000} min"),
            < 172_800_000 => Number($"{milliseconds / 3_600_000} h"),
            _ => Number($"{milliseconds / 86_400_000} days"),
        };

    public static string Count(long count, string one, string many) => Number($"{count} {(count == 1 ? one : many)}");

    public static string Number(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Reads <c>90s</c>, <c>15m</c>, <c>2h</c> or <c>3d</c>.</summary>
    public static bool TrySpan(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (
            text.Length < 2
            || !int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            || count > 100_000
        )
        {
            return false;
        }

        TimeSpan? read = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
        span = read ?? TimeSpan.Zero;
        return read is not null;
    }

    private static bool IsHarmless(char c) =>
        !char.IsControl(c)
        && char.GetUnicodeCategory(c)
            is not (
                UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
