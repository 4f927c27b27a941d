using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RechargeSync.Benchmarks.Micro;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>The pure functions on an order's way, by BenchmarkDotNet.</summary>
internal static class MicroVerb
{
    public static int Run()
    {
        // In this process: building one for each would look for a project file beside the program.
        var directory = Directory.CreateTempSubdirectory("rechargesync-micro-");
        try
        {
            var config = ManualConfig
                .CreateEmpty()
                .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .AddLogger(NullLogger.Instance)
                .WithArtifactsPath(directory.FullName);
            var summary = BenchmarkRunner.Run<PayloadBenchmarks>(config);
            MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Unicode);
            return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success) ? 1 : 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
