namespace RechargeSync.Core.DeadLetters;

/// <summary>Which dead letters an act is for: those named, or all of a store with a reason.</summary>
/// <remarks>Settable, since generated JSON code overwrites the defaults of init-only members that are left out.</remarks>
internal sealed record DeadLetterSelection
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>Ids as listed. Empty means: by reason.</summary>
    public IReadOnlyList<string> Ids { get; set; } = [];

    /// <summary>All of the store with this reason.</summary>
    public string? Reason { get; set; }

    /// <summary>Why; required for ignoring.</summary>
    public string? Note { get; set; }
}
