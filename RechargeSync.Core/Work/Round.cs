using System.Diagnostics;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Work;

/// <summary>One round of work under one lease: what is known, and what the table is still to be told.</summary>
internal sealed class Round<TRow>(WorkKey key, Lease lease, Claim<TRow> claim)
    where TRow : class, IWorkRow<TRow>
{
    public WorkKey Key => key;

    public Lease Lease => lease;

    public WorkState StateBefore { get; } = claim.Row.Work.State;

    public TRow Row { get; set; } = claim.Row;

    /// <summary>The row as the table has it.</summary>
    public TRow Stored { get; set; } =
        claim.Intent == WorkStep.None ? claim.Row : claim.Row.With(claim.Row.Work with { Intent = claim.Intent });

    /// <summary>The row before the step that is under way: what was known without the step's answer.</summary>
    public TRow Begun { get; set; } = claim.Row;

    /// <summary>The delivery whose payload is in force.</summary>
    public PendingDelivery? Payload { get; set; } = claim.Payload;

    /// <summary>What deliveries came to, and the table does not know yet.</summary>
    public List<DeliveryOutcome> Outcomes { get; } = [];

    /// <summary>The step whose intent the table holds already.</summary>
    public WorkStep Intent { get; set; } = claim.Intent;

    /// <summary>The step that has run, and whose result the table does not know yet.</summary>
    public WorkStep Run { get; set; }

    /// <summary>True once nothing more is done: another worker has the row, or it could not be saved.</summary>
    public bool IsOver { get; set; }

    /// <summary>The span of the round.</summary>
    public Activity? StartActivity(string name, IReadOnlyList<PendingDelivery> deliveries)
    {
        // A delivery that changes nothing belongs to its own trace, not to the one of the row's last change.
        var work = Row.Work;
        var isNews = Outcomes.Exists(outcome => outcome.State == DeliveryState.Done);
        var trace =
            !isNews && work.RetryAt is null && deliveries.Count > 0
                ? deliveries[^1].TraceParent ?? work.TraceParent
                : work.TraceParent;
        var activity = RechargeSyncTelemetry.Source.StartActivity(
            ActivityKind.Consumer,
            RechargeSyncTelemetry.Parent(trace),
            links: RechargeSyncTelemetry.Links(work.FirstAttempt),
            name: name
        );
        activity?.SetTag("sync.store", Key.Store);
        activity?.SetTag("sync.resource", Key.Resource.ToString());
        activity?.SetTag("sync.attempt", work.Attempts + 1);
        return activity;
    }
}
