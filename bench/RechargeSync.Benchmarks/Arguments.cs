using System.Globalization;

namespace RechargeSync.Benchmarks;

/// <summary>The command line: a verb, for some verbs a subject, and options.</summary>
internal sealed record Arguments(string Verb, string? Subject, IReadOnlyDictionary<string, string> Options)
{
    private const string Usage = """
        ingest     requests per second of the ingress, beside three baselines
        sync       webhook to write-back: throughput, drain, idle (--workers 1|2, --latency 0|20, --statements, --export)
        budget     share of Recharge's call budget that is used, and 429s (--stores N, --leak N calls per second)
        backlog    a long queue: memory, drain rate, plans (--rows N, default 1,000,000; 20,000 with --quick)
        console    every page of the Console over a million orders (--rows N, default 1,000,000; 20,000 with --quick; --runs N looks, default 20)
        retention  ingest while a million orders' bodies are erased (--orders N, default 1,000,000; 20,000 with --quick; --rate N webhooks per second, default 300)
        peers      ingest and sync beside systems of another make (--only bullmq|masstransit|wolverine, --no-ingest, --no-sync, --workers N)
        gate       two builds in turn, and which of their figures differ (--before DIR, --after DIR, --runs N, --orders N of each load)
        micro      the pure functions on an order's way, by BenchmarkDotNet

        --runs N   how many runs of each contestant (default 5; 2 with --quick)
        --quick    short loads, for a first look
        --connections N, --seconds N
                   of each load of ingest
        --keep-logs
                   leave the processes' output where it is
        """;

    private static readonly string[] s_flags =
    [
        "--quick",
        "--keep-logs",
        "--statements",
        "--export",
        "--no-ingest",
        "--no-sync",
    ];

    /// <summary>Short loads, for a first look.</summary>
    public bool IsQuick => Has("--quick");

    public int Runs => Number("--runs", IsQuick ? 2 : 5);

    public bool Has(string flag) => Options.ContainsKey(flag);

    public int Number(string option, int otherwise) =>
        Options.TryGetValue(option, out var value)
            ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;

    public string Text(string option, string otherwise) => Options.GetValueOrDefault(option, otherwise);

    /// <returns>Null where the command line cannot be understood.</returns>
    public static Arguments? Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0].StartsWith("--", StringComparison.Ordinal))
        {
            return null;
        }

        string? subject = null;
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                subject = args[i];
            }
            else if (s_flags.Contains(args[i], StringComparer.Ordinal))
            {
                options[args[i]] = "";
            }
            else if (i + 1 < args.Count)
            {
                options[args[i]] = args[++i];
            }
            else
            {
                return null;
            }
        }

        return new Arguments(args[0], subject, options);
    }

    /// <returns>The exit code of a command line that cannot be understood.</returns>
    public static int Explain(TextWriter output)
    {
        output.WriteLine(Usage);
        return 2;
    }
}
