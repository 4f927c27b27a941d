using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Reporting;

/// <summary>The machine and the settings, without which a figure says little.</summary>
internal static class Surroundings
{
    private const int FlushBytes = 8192;
    private const int Flushes = 200;

    private static readonly string[] s_settings =
    [
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "wal_sync_method",
        "shared_buffers",
        "max_wal_size",
    ];

    public static async Task<string> DescribeAsync(TestRig rig, CancellationToken cancellationToken)
    {
        var postgres = await rig.Database.ScalarAsync<string>(
            "SELECT split_part(version(), ' ', 2)",
            cancellationToken
        );
        var settings = new List<string>();
        foreach (var name in s_settings)
        {
            settings.Add(
                $"{name}={await rig.Database.ScalarAsync<string>($"SELECT current_setting('{name}')", cancellationToken)}"
            );
        }

        var redis = await RedisInfo.ReadAsync(rig.Redis, "server", "redis_version");
        return $"""
            - Machine: {Environment.ProcessorCount} cores of {Processor()}, shared by the load, the contestants and the servers; {RuntimeInformation.OSDescription}
            - Disk: fsync of {FlushBytes / 1024} KB takes {Flush(rig.LogDirectory)} ms (median)
            - .NET {Environment.Version}, services {(
                Programs.Published is null ? "as built" : "as published, compiled beforehand"
            )}, runtime settings as shipped; environment Production, logs into a file, {(
                rig.Collector is null ? "no OTLP endpoint" : "traces, metrics and logs exported"
            )}
            - Postgres {postgres}: {string.Join(", ", settings)}
            - Redis {redis}: no persistence, as AppHost runs it as a process
            """;
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(": ")[^1]
        ?? "an unknown kind";

    private static string Flush(string directory)
    {
        using var file = new FileStream(
            Path.Combine(directory, "flush"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );
        var times = new long[Flushes];
        var page = new byte[FlushBytes];
        for (var i = 0; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times[i] = Stopwatch.GetTimestamp() - started;
        }

        return new Latencies(times).Milliseconds(0.5).ToString("F2", CultureInfo.InvariantCulture);
    }
}
