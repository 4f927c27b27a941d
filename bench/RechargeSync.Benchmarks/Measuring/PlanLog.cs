using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>
/// The plans by which Postgres really ran the product's statements, as auto_explain logs them: with prepared statements
/// an EXPLAIN by hand may show another.
/// </summary>
internal sealed partial class PlanLog(TestRig rig)
{
    private const int Longest = 70;
    private const string Marker = "plan:\n";

    private static readonly string[] s_growing = ["Seq Scan inbox", "Seq Scan orders", "Seq Scan carts"];

    private readonly Dictionary<string, StatementPlans> _statements = new(StringComparer.Ordinal);
    private long _from;
    private long _to;

    private string LogFile => Directory.EnumerateFiles(rig.Postgres.LogDirectory, "*.json").Single();

    private long Length => new FileInfo(LogFile).Length;

    /// <summary>Logs the plan of every statement for a while.</summary>
    public async Task WatchAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _from = Length;
        await rig.Database.ExecuteAsync("ALTER SYSTEM SET auto_explain.log_min_duration = 0", cancellationToken);
        await rig.Database.ExecuteAsync("SELECT pg_reload_conf()", cancellationToken);
        await Task.Delay(time, TimeProvider.System, cancellationToken);
        await rig.Database.ExecuteAsync("ALTER SYSTEM RESET auto_explain.log_min_duration", cancellationToken);
        await rig.Database.ExecuteAsync("SELECT pg_reload_conf()", cancellationToken);
        _to = Length;
    }

    /// <summary>Tables of what was logged meanwhile, and of the scans that grow with the tables.</summary>
    public string Read()
    {
        ReadLines();
        var table = new MarkdownTable(
            "statement",
            "times",
            "scans, and the most rows read by each",
            "most pages",
            "longest ms"
        );
        var growing = new MarkdownTable("whole table read", "most rows", "by");
        foreach (var (statement, plans) in _statements.OrderByDescending(statement => statement.Value.MostPages))
        {
            var text = $"`{(statement.Length > Longest ? statement[..Longest] + "…" : statement)}`";
            table.Add(
                text,
                Spread.Figure(plans.Times),
                string.Join(
                    ", ",
                    plans.Scans.Select(scan => $"{scan.Key} {Spread.Figure(scan.Value)}").Order(StringComparer.Ordinal)
                ),
                Spread.Figure(plans.MostPages),
                Spread.Figure(plans.LongestMilliseconds)
            );
            foreach (
                var (scan, rows) in plans.Scans.Where(scan => s_growing.Contains(scan.Key, StringComparer.Ordinal))
            )
            {
                growing.Add(scan, Spread.Figure(rows), text);
            }
        }

        return growing.IsEmpty
            ? $"{table}\nNo Seq Scan on inbox, orders or carts."
            : $"{table}\nWARNING: Seq Scans.\n{growing}";
    }

    private void ReadLines()
    {
        using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _from;
        using var reader = new StreamReader(stream);
        var length = _from;
        while (length < _to && reader.ReadLine() is { } line)
        {
            length += Encoding.UTF8.GetByteCount(line) + 1;
            Take(line);
        }
    }

    private void Take(string line)
    {
        // The server may be in the middle of its last line.
        if (!line.Contains(Marker.TrimEnd(), StringComparison.Ordinal) || !line.EndsWith('}'))
        {
            return;
        }

        using var entry = JsonDocument.Parse(line);
        var message = entry.RootElement.GetProperty("message").GetString()!;
        if (
            !message.StartsWith("duration: ", StringComparison.Ordinal)
            || entry.RootElement.GetProperty("user").GetString() == TestRig.Auditor
        )
        {
            return;
        }

        using var plan = JsonDocument.Parse(
            message[(message.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..]
        );
        var text = Blanks()
            .Replace(plan.RootElement.GetProperty("Query Text").GetString()!, " ")
            .Replace('|', '/')
            .Trim();
        if (!_statements.TryGetValue(text, out var plans))
        {
            _statements[text] = plans = new StatementPlans();
        }

        plans.Add(
            plan.RootElement.GetProperty("Plan"),
            double.Parse(message.Split(' ')[1], CultureInfo.InvariantCulture)
        );
    }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
