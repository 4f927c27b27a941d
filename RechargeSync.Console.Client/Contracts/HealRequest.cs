namespace RechargeSync.Core.Admin.Contracts;

/// <summary>
/// Body of <c>POST /admin/v1/reconciliation/heal</c>: walk the stretch of a walk again, and give what is dead of it
/// another chance.
/// </summary>
public sealed record HealRequest
{
    /// <summary>The walk; required.</summary>
    public long RunId { get; set; }

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}
