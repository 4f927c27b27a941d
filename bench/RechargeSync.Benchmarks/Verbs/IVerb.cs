using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>Something that can be measured.</summary>
internal interface IVerb
{
    /// <exception cref="InvalidOperationException">
    /// What was measured did not do what it should, so the figures are worth nothing.
    /// </exception>
    Task RunAsync(TestRig rig, CancellationToken cancellationToken);
}
