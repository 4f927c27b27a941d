namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Body of <c>POST /admin/v1/reconciliation/run</c>.</summary>
public sealed record ReconcileRequest
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>Look at orders updated from this time on; null goes on where the last walk began.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}
