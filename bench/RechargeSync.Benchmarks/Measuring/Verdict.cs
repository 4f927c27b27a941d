namespace RechargeSync.Benchmarks.Measuring;

/// <summary>What pairs of measurements say of a change.</summary>
internal enum Verdict
{
    WithinSpread,
    Better,
    Worse,
}
