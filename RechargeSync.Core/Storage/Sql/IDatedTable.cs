namespace RechargeSync.Core.Storage.Sql;

/// <summary>
/// A table of times that the database's clock has told. Written while that clock was ahead, such a time is far away
/// once the clock is set right.
/// </summary>
internal interface IDatedTable
{
    /// <summary>Makes due at once what the database's future has put off; returns how many rows that were.</summary>
    Task<int> ForgetFutureAsync(CancellationToken cancellationToken);
}

/// <summary>How statements tell a time that lies in the database's future.</summary>
internal static class Future
{
    /// <summary>What connections see of one clock differs by less.</summary>
    public const string Begin = "now() + interval '5 seconds'";
}
