using System.Text;

namespace RechargeSync.Benchmarks.Reporting;

/// <summary>A table in Markdown.</summary>
internal sealed class MarkdownTable(params IReadOnlyList<string> headings)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine();
        Write(text, headings);
        Write(text, [.. headings.Select((_, i) => i == 0 ? "---" : "---:")]);
        _rows.ForEach(row => Write(text, row));
        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
