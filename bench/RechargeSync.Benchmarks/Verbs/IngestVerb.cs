using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Reporting;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>
/// Requests per second of our ingress and of three baselines, and the acknowledgement's latency at half of that.
/// </summary>
internal sealed class IngestVerb(Arguments arguments, TextWriter output) : IVerb
{
    public async Task RunAsync(TestRig rig, CancellationToken cancellationToken)
    {
        await rig.Database.ExecuteAsync(InsertKeeper.CreateTable, cancellationToken);
        var stub = rig.AddStub();
        var ours = new OurSystem(rig, stub.Address, RigSettings.NoLimit, BenchStore.Default);
        Baseline[] baselines = [.. Keepers.All.Select(kind => new Baseline(rig, kind))];
        await Task.WhenAll(
            baselines
                .Select(baseline => baseline.StartAsync(cancellationToken))
                .Append(ours.StartAsync(cancellationToken))
        );

        var runner = new IngestRunner(arguments, Console.Error);
        await output.WriteLineAsync(await Surroundings.DescribeAsync(rig, cancellationToken));
        await output.WriteLineAsync(runner.ToString());
        var runs = await runner.RunAsync([ours, .. baselines], cancellationToken);
        await output.WriteLineAsync(IngestReport.Table(runs));
        await output.WriteLineAsync(IngestReport.Ratios(runs, ours.Name));
    }
}
