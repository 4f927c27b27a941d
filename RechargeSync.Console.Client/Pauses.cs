namespace RechargeSync.Console.Client;

/// <summary>
/// A side of a store that refuses everything, so that its orders wait: an item of <c>GET /admin/v1/pauses</c>.
/// </summary>
public sealed record PausedSide
{
    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary><c>recharge</c> or <c>platform</c>.</summary>
    public required string Side { get; init; }

    /// <summary>How calls fail.</summary>
    public required string Reason { get; init; }

    /// <summary>Their HTTP status; null where there is no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Since when it is paused.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Orders that were tried since, one at a time.</summary>
    public required int Probes { get; init; }

    /// <summary>When the next one is tried.</summary>
    public required DateTimeOffset NextProbeAt { get; init; }

    /// <summary>What is to be mended.</summary>
    public required string Advice { get; init; }
}

/// <summary>A side that was resumed by hand.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Side"><c>recharge</c> or <c>platform</c>.</param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record ResumeResult(string Store, string Side, string Message);
