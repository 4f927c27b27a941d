namespace RechargeSync.Benchmarks.Measuring;

/// <summary>What processes have used.</summary>
/// <param name="CpuSeconds">In user and kernel mode.</param>
/// <param name="AllocatedBytes">On .NET's heap; NaN where that cannot be told.</param>
internal sealed record Usage(double CpuSeconds, double AllocatedBytes)
{
    public static readonly Usage None = new(0, 0);

    public static Usage operator +(Usage left, Usage right) =>
        new(left.CpuSeconds + right.CpuSeconds, left.AllocatedBytes + right.AllocatedBytes);

    public static Usage operator -(Usage left, Usage right) =>
        new(left.CpuSeconds - right.CpuSeconds, left.AllocatedBytes - right.AllocatedBytes);
}
