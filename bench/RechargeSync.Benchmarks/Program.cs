using RechargeSync.Benchmarks;
using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Stub;
using RechargeSync.Benchmarks.Verbs;
using RechargeSync.Benchmarks.Verbs.Gate;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};
var arguments = Arguments.Parse(args);
return arguments?.Verb switch
{
    "ingest" => await MeasureAsync(new IngestVerb(arguments, Console.Out)),
    "sync" => await MeasureAsync(new SyncVerb(arguments, Console.Out)),
    "backlog" => await MeasureAsync(new BacklogVerb(arguments, Console.Out)),
    "budget" => await MeasureAsync(new BudgetVerb(arguments, Console.Out)),
    "console" => await MeasureAsync(new ConsoleVerb(arguments, Console.Out)),
    "retention" => await MeasureAsync(new RetentionVerb(arguments, Console.Out)),
    "peers" => await MeasureAsync(new PeersVerb(arguments, Console.Out)),
    "gate" => await CompareAsync(),
    "micro" => MicroVerb.Run(),

    // Started by the verbs above.
    "serve-baseline" => await BaselineServer.RunAsync(arguments.Subject!, interrupted.Token),
    "serve-stub" => await StubServer.RunAsync(interrupted.Token),
    _ => Arguments.Explain(Console.Out),
};

Task<int> MeasureAsync(IVerb verb) => VerbRunner.RunAsync(verb, arguments, interrupted.Token);

async Task<int> CompareAsync()
{
    var (options, problem) = GateOptions.Read(arguments);
    if (options is not null)
    {
        return await MeasureAsync(new GateVerb(options, Console.Out));
    }

    await Console.Error.WriteLineAsync(problem);
    return 2;
}
