using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>One round of work under one lease: what is known, and what the table is still to be told.</summary>
internal sealed class Round<TRow>(WorkKey key, Lease lease, Claim<TRow> claim)
    where TRow : class, IWorkRow<TRow>
{
    public WorkKey Key => key;

    public Lease Lease => lease;

    public WorkState StateBefore { get; } = claim.Row.Work.State;

    public TRow Row { get; set; } = claim.Row;

    /// <summary>The delivery whose payload is in force.</summary>
    public PendingDelivery? Payload { get; set; } = claim.Payload;

    /// <summary>What deliveries came to, and the table does not know yet.</summary>
    public List<DeliveryOutcome> Outcomes { get; } = [];

    /// <summary>The step whose intent the table holds already.</summary>
    public WorkStep Intent { get; set; } = claim.Intent;

    /// <summary>True once another worker has the row.</summary>
    public bool Lost { get; set; }
}
