using System.Globalization;
using System.Text;

namespace RechargeSync.AppHost.Demo;

/// <summary>Draws the demo's table.</summary>
internal static class DemoTable
{
    private static readonly string[] s_header =
    [
        "Recharge order",
        "Kind",
        "Platform order",
        "Platform status",
        "Ids written back",
        "Charge written",
        "Cart cleared",
        "Updated",
        "Done after",
    ];

    /// <summary>Draws one line per row in aligned columns, a heading above them.</summary>
    public static string Render(IReadOnlyList<DemoRow> rows)
    {
        string[][] lines = [s_header, .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, s_header.Length).Select(column => lines.Max(l => l[column].Length)).ToArray();
        var text = new StringBuilder();
        Append(text, lines[0], widths);
        Append(text, [.. widths.Select(w => new string('-', w))], widths);
        foreach (var line in lines.Skip(1))
        {
            Append(text, line, widths);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] cells, int[] widths) =>
        text.AppendLine(string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

    private static string[] Cells(DemoRow row) =>
        [
            row.RechargeId.ToString(CultureInfo.InvariantCulture),
            row.Kind,
            row.PlatformId is null ? "missing" : $"{row.PlatformId} (#{row.PlatformNumber})",
            row.PlatformStatus?.Replace('_', ' ') ?? "-",
            Word(row.IdsWrittenBack),
            Word(row.ChargeWritten),
            Word(row.CartCleared),
            Word(row.Updated),
            row.Duration is { } duration
                ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.00} s")
                : "not done",
        ];

    private static string Word(bool? isDone) =>
        isDone switch
        {
            true => "yes",
            false => "NO",
            null => "-",
        };
}
