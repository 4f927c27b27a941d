namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Body of <c>retry</c> (a note may be left out), <c>ignore</c> and <c>reveal</c>.</summary>
public sealed record NoteRequest
{
    /// <summary>Why; required for ignoring. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}
