using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>One contestant's turn.</summary>
/// <param name="Contestant">Whose.</param>
/// <param name="Round">In which run.</param>
/// <param name="Load">As fast as it could.</param>
/// <param name="Cost">What that took.</param>
/// <param name="Half">At half of that rate.</param>
/// <param name="Foreigners">Percent of the machine that others took.</param>
internal sealed record IngestRun(
    string Contestant,
    int Round,
    LoadResult Load,
    Cost Cost,
    LoadResult Half,
    double Foreigners
);
