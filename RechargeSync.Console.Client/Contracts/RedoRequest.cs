namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Body of <c>POST /admin/v1/orders/{store}/{id}/redo</c>.</summary>
public sealed record RedoRequest
{
    /// <summary>The step to redo: one of <see cref="OrderDetail.RedoSteps"/>.</summary>
    public string Step { get; set; } = "";

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}
