using System.Globalization;

namespace RechargeSync.Console.Parts;

/// <summary>Numbers, times and the API's words as a person reads them. Pure.</summary>
internal static class Display
{
    /// <summary>An API count that ends here stands for "this many or more".</summary>
    private const long CountsEnd = 10_000;

    /// <summary><c>12,345</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count that the API does not carry further than 10,000: <c>10,000+</c>.</summary>
    public static string Count(long value) => value >= CountsEnd ? Number(CountsEnd) + "+" : Number(value);

    /// <summary><c>1 order</c>, <c>2 orders</c>.</summary>
    public static string Plural(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary><c>840 ms</c>, <c>1.2 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Duration(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));
        return span switch
        {
            { TotalSeconds: < 1 } => Text($"{(int)span.TotalMilliseconds} ms"),
            { TotalSeconds: < 9.95 } => Text($"{span.TotalSeconds:0.0} s"),
            { TotalSeconds: < 60 } => Text($"{(int)span.TotalSeconds} s"),
            { TotalHours: < 1 } => Two(span.Minutes, "min", span.Seconds, "s"),
            { TotalDays: < 1 } => Two(span.Hours, "h", span.Minutes, "min"),
            _ => Two((int)span.TotalDays, "d", span.Hours, "h"),
        };
    }

    /// <summary>A duration, or a dash where there is none.</summary>
    public static string Duration(long? milliseconds) => milliseconds is { } known ? Duration(known) : "–";

    /// <summary><c>3 min ago</c>, <c>in 20 s</c>, <c>just now</c>.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        var text = span.Duration() switch
        {
            { TotalSeconds: < 2 } => "",
            { TotalMinutes: < 1 } and var s => Text($"{(int)s.TotalSeconds} s"),
            { TotalHours: < 1 } and var m => Text($"{(int)m.TotalMinutes} min"),
            { TotalDays: < 1 } and var h => Text($"{(int)h.TotalHours} h"),
            var d => Text($"{(int)d.TotalDays} d"),
        };
        return text.Length == 0 ? "just now"
            : span < TimeSpan.Zero ? "in " + text
            : text + " ago";
    }

    /// <summary><c>2026-11-22 05:10:36 UTC</c>.</summary>
    public static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>05:10:36.120</c>.</summary>
    public static string Clock(DateTimeOffset at) =>
        at.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary><c>Sun 22 Nov 2026</c>.</summary>
    public static string Day(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>812 B</c>, <c>4.1 kB</c>, <c>1.2 MB</c>.</summary>
    public static string Bytes(long bytes) =>
        bytes switch
        {
            < 1000 => Text($"{bytes} B"),
            < 1_000_000 => Text($"{bytes / 1000d:0.0} kB"),
            _ => Text($"{bytes / 1_000_000d:0.0} MB"),
        };

    /// <summary>An API word as a text: <c>write_order_ids</c> becomes <c>write order ids</c>.</summary>
    public static string Plain(string word) => word.Replace('_', ' ');

    /// <summary>The same with a capital.</summary>
    public static string Capital(string word) =>
        word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + Plain(word)[1..];

    /// <summary>A number as it stands in an address or an id.</summary>
    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Two(int large, string unit, int small, string smallUnit) =>
        small == 0 ? Text($"{large} {unit}") : Text($"{large} {unit} {small} {smallUnit}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
