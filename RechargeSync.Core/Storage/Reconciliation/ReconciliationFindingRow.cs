namespace RechargeSync.Core.Storage;

/// <summary>How the two sides differ. Stored as a number.</summary>
internal enum DriftKind : short
{
    /// <summary>Recharge has a paid order that we have not acted on.</summary>
    Missing = 0,

    /// <summary>We placed an order that Recharge does not know, or that it links to another one.</summary>
    Extra = 1,

    /// <summary>Both have it, and it is not the same.</summary>
    Different = 2,
}

/// <summary>One difference that a run found: table <c>reconciliation_findings</c>.</summary>
internal sealed class ReconciliationFindingRow
{
    public long Id { get; init; }

    public long RunId { get; init; }

    public required string Store { get; init; }

    public long OrderId { get; init; }

    public DriftKind Kind { get; init; }

    /// <summary>A stable word, and ids where they help. No personal data.</summary>
    public required string Detail { get; init; }

    /// <summary>True where the order was given to the state machine, which ends it or makes it a dead letter.</summary>
    public bool Healed { get; init; }

    public DateTimeOffset FoundAt { get; init; }
}
