namespace RechargeSync.Console.Client;

/// <summary>
/// An act on many rows, which the Worker does in pages: the answer 202 of an act by filter, and an item of
/// <c>GET /admin/v1/jobs</c>.
/// </summary>
public sealed record BulkJob
{
    /// <summary>Its id; follow it at <c>GET /admin/v1/jobs/{id}</c>.</summary>
    public required long Id { get; init; }

    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary><c>replay</c>, <c>ignore</c>, <c>place</c> or <c>heal</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Of this kind alone: <c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>With this reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Of <c>heal</c>: the reconciliation run whose findings are meant.</summary>
    public long? RunId { get; init; }

    /// <summary><c>waiting</c> for a worker, <c>running</c>, <c>stalled</c>, <c>done</c> or <c>stopped</c>.</summary>
    public required string State { get; init; }

    /// <summary>How many rows it was for when it was asked for.</summary>
    public required int Total { get; init; }

    /// <summary>How many rows it has changed; in the end fewer than the total where others were quicker.</summary>
    public required int Done { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it up.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was through, or stopped.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who stopped it.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>Why it stands still; it is tried again by itself.</summary>
    public string? Error { get; init; }
}
