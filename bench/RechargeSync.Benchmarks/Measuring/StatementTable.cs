using System.Globalization;
using System.Text.RegularExpressions;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>What a load has asked of Postgres, statement by statement.</summary>
internal static partial class StatementTable
{
    private const int Longest = 90;

    private const string Costliest = """
        SELECT query, calls, total_exec_time, rows, shared_blks_hit + shared_blks_read, wal_bytes::bigint
        FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname <> current_user
        ORDER BY total_exec_time DESC LIMIT 20
        """;

    public static async Task<string> ReadAsync(TestRig rig, int orders, CancellationToken cancellationToken)
    {
        var table = new MarkdownTable(
            "statement",
            "calls per order",
            "ms per order",
            "ms per call",
            "rows per call",
            "pages per call",
            "WAL bytes per order"
        );
        await foreach (var reader in rig.Database.QueryAsync(Costliest, cancellationToken))
        {
            var text = Blanks().Replace(reader.GetString(0), " ").Replace('|', '/');
            var (calls, milliseconds) = (reader.GetInt64(1), reader.GetDouble(2));
            table.Add(
                $"`{(text.Length > Longest ? text[..Longest] + "…" : text)}`",
                Spread.Figure((double)calls / orders),
                Spread.Figure(milliseconds / orders),
                Spread.Figure(milliseconds / calls),
                Spread.Figure((double)reader.GetInt64(3) / calls),
                Spread.Figure((double)reader.GetInt64(4) / calls),
                (reader.GetInt64(5) / orders).ToString(CultureInfo.InvariantCulture)
            );
        }

        return table.ToString();
    }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
