namespace RechargeSync.MockPlatform.Stores;

/// <summary>Bounds of the fault dials; section <c>Mock:Faults</c>.</summary>
internal sealed class FaultOptions
{
    /// <summary>How long a hanging request is kept at most before its connection is dropped.</summary>
    public TimeSpan HangLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Seed of the dice, for a run that should roll the same numbers again; random unless set.</summary>
    public int? Seed { get; set; }
}
