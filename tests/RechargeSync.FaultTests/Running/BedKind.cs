namespace RechargeSync.FaultTests.Running;

/// <summary>What is special about the machine on which the system runs.</summary>
internal enum BedKind
{
    /// <summary>Nothing.</summary>
    Usual,

    /// <summary>Postgres has a volume of its own that can be filled up.</summary>
    SmallDisk,

    /// <summary>Each program's wall clock can be set.</summary>
    MovedClocks,

    /// <summary>The database is as a newer version left it, and services may come from another build.</summary>
    TwoVersions,

    /// <summary>
    /// Workers look so often for what no stream entry leads to that hours of a broker's absence pass in seconds.
    /// </summary>
    HastySweeper,

    /// <summary>
    /// Workers have the times and places that they have by default: what a slow platform or a replay takes of them is as
    /// in life.
    /// </summary>
    DefaultTimes,
}
