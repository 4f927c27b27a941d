namespace RechargeSync.Core.DeadLetters;

/// <summary>Which dead letters an act is for: those named, or all of a store that the filter lets through.</summary>
/// <remarks>
/// Settable, since generated JSON code overwrites the defaults of init-only members that are left out.
/// </remarks>
public sealed record DeadLetterSelection
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>Ids as listed. Empty means: by the filter.</summary>
    public IReadOnlyList<string> Ids { get; set; } = [];

    /// <summary>Filter: all of the store with this reason.</summary>
    public string? Reason { get; set; }

    /// <summary>Filter: all of the store of this kind, <c>order</c>, <c>checkout</c> or <c>delivery</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Why; required for ignoring.</summary>
    public string? Note { get; set; }
}
