namespace RechargeSync.Core.Storage;

/// <summary>How a migration waits for locks that others hold.</summary>
internal sealed record LockPatience
{
    /// <summary>The longest that writers wait behind a migration that waits itself.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time for writers between two tries.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries before the migration fails.</summary>
    public int Tries { get; init; } = 60;
}
