namespace RechargeSync.Benchmarks.Stub;

/// <summary>What the stub has seen.</summary>
/// <param name="Orders">Orders of the run.</param>
/// <param name="CreatedOnce">Orders whose create was called once.</param>
/// <param name="Creates">Calls of create.</param>
/// <param name="WrittenOnce">Orders whose ids were written back once.</param>
/// <param name="Writes">Write-backs.</param>
/// <param name="Strays">Calls for orders that are not of this run.</param>
internal sealed record StubReport(int Orders, int CreatedOnce, int Creates, int WrittenOnce, int Writes, int Strays)
{
    /// <summary>Each order created once and written back once.</summary>
    public bool IsClean => IsCleanFor(Orders);

    /// <summary>So many orders, each created once and written back once, and nothing else.</summary>
    public bool IsCleanFor(int orders) =>
        CreatedOnce == orders && Creates == orders && WrittenOnce == orders && Writes == orders && Strays == 0;
}
