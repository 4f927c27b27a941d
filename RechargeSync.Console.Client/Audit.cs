namespace RechargeSync.Console.Client;

/// <summary>One action of an operator: an item of <c>GET /admin/v1/acts</c>, newest first.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>
    /// <c>replay</c>, <c>retry</c>, <c>redo</c>, <c>ignore</c>, <c>reveal</c>, <c>reconcile</c>, <c>heal</c> or
    /// <c>repair</c>.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>
    /// <c>order/{id}</c>, <c>checkout/{token}</c>, <c>delivery/{id}</c>, <c>run/{id}</c> or <c>store</c>.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary>For which reason it was dead, or the step redone.</summary>
    public string? Reason { get; init; }

    /// <summary>What the operator said.</summary>
    public string? Note { get; init; }
}
