using System.Text.Json;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>The plans of one statement over many runs of it.</summary>
internal sealed class StatementPlans
{
    public int Times { get; private set; }

    /// <summary>Each way in which it read a table, and the most rows that it read so.</summary>
    public Dictionary<string, double> Scans { get; } = new(StringComparer.Ordinal);

    public double MostPages { get; private set; }

    public double LongestMilliseconds { get; private set; }

    public void Add(JsonElement plan, double milliseconds)
    {
        Times++;
        MostPages = Math.Max(MostPages, Number(plan, "Shared Hit Blocks") + Number(plan, "Shared Read Blocks"));
        LongestMilliseconds = Math.Max(LongestMilliseconds, milliseconds);
        Walk(plan);
    }

    private void Walk(JsonElement node)
    {
        var kind = node.GetProperty("Node Type").GetString()!;
        var reads = kind.EndsWith("Scan", StringComparison.Ordinal);
        if (
            reads
            && (node.TryGetProperty("Index Name", out var source) || node.TryGetProperty("Relation Name", out source))
        )
        {
            var rows =
                (
                    Number(node, "Actual Rows")
                    + Number(node, "Rows Removed by Filter")
                    + Number(node, "Rows Removed by Index Recheck")
                ) * Number(node, "Actual Loops");
            var scan = $"{kind} {source.GetString()}";
            Scans[scan] = Math.Max(Scans.GetValueOrDefault(scan), rows);
        }

        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Walk(child);
            }
        }
    }

    private static double Number(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
