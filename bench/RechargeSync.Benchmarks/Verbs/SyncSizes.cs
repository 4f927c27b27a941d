namespace RechargeSync.Benchmarks.Verbs;

/// <summary>How many orders each part of a run takes.</summary>
internal sealed record SyncSizes(int WarmUp, int Load, int Paced, int Drain, int Idle)
{
    public static readonly SyncSizes Full = new(20_000, 20_000, 5_000, 20_000, 500);
    public static readonly SyncSizes Quick = new(5_000, 5_000, 2_000, 5_000, 100);

    public int Orders => WarmUp + Load + Paced + Drain + Idle;
}
