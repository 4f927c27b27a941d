namespace RechargeSync.Console.Client;

/// <summary>One run over a store's orders: an item of <c>GET /admin/v1/reconciliation/runs</c>.</summary>
public sealed record ReconciliationRun
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary><c>first</c>, <c>schedule</c>, <c>backfill</c> or <c>dry_run</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>True where it mends nothing and only tells what it would take in.</summary>
    public required bool DryRun { get; init; }

    /// <summary><c>running</c>, <c>stalled</c> or <c>finished</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>unlinked</c>, <c>linked</c> or <c>sample</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long it took.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Orders updated from this time on were compared.</summary>
    public required DateTimeOffset FromAt { get; init; }

    /// <summary>Orders compared.</summary>
    public required int Checked { get; init; }

    /// <summary>Orders that we had not acted on.</summary>
    public required int Missing { get; init; }

    /// <summary>Orders that are not the same on both sides.</summary>
    public required int Different { get; init; }

    /// <summary>Orders that only we have.</summary>
    public required int Extra { get; init; }

    /// <summary>Findings whose order was given to a worker.</summary>
    public required int Healed { get; init; }

    /// <summary>What an operator should know.</summary>
    public string? Warning { get; init; }

    /// <summary>Why it stands still.</summary>
    public string? Error { get; init; }
}

/// <summary>One difference: an item of <c>GET /admin/v1/reconciliation/runs/{id}/findings</c>.</summary>
public sealed record DriftSummary
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The run.</summary>
    public required long RunId { get; init; }

    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>Recharge's id.</summary>
    public required long OrderId { get; init; }

    /// <summary><c>missing</c>, <c>different</c> or <c>extra</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A stable word, with ids where they help.</summary>
    public required string Detail { get; init; }

    /// <summary>The word in plain words, and what to do where a person has to.</summary>
    public required string Meaning { get; init; }

    /// <summary>True where the order was given to a worker.</summary>
    public required bool Healed { get; init; }

    /// <summary>True where a run that is no dry one takes the order in; false where a person has to look.</summary>
    public required bool Mendable { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>
    /// Where the order stands now: a word of <see cref="OrderSummary.State"/>; null where we have none.
    /// </summary>
    public string? OrderState { get; init; }
}

/// <summary>Body of <c>POST /admin/v1/reconciliation/run</c>.</summary>
public sealed record ReconcileRequest
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>Compare orders updated from this time on; null goes on where the last run began.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>True to be told what would be placed or mended, and nothing more.</summary>
    public bool DryRun { get; set; }

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}

/// <summary>
/// Body of <c>POST /admin/v1/reconciliation/heal</c>: repeat a run over its stretch, and give what is dead of its
/// findings another chance.
/// </summary>
public sealed record HealRequest
{
    /// <summary>The run; required.</summary>
    public long RunId { get; set; }

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}

/// <summary>A run that was asked for. The Worker makes it; follow <c>reconciliation/runs</c>.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Job">Of <c>heal</c>: the job that gives the run's dead orders back; null where none is dead.</param>
/// <param name="AfterRunId">
/// The newest run before it; null where there is none. What is newer is the one asked for, unless that one is still
/// running.
/// </param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record ReconcileResult(string Store, BulkJob? Job, long? AfterRunId, string Message);

/// <summary>Says that the database was restored.</summary>
public sealed record RestoredRequest
{
    /// <summary>The time to which it was restored: what was committed after it is lost.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>Why; goes into the audit trail.</summary>
    public string? Note { get; init; }
}

/// <summary>What follows a restore.</summary>
/// <param name="To">The time to which the database was restored.</param>
/// <param name="Stores">The stores whose orders are walked from then on.</param>
/// <param name="Message">In words.</param>
public sealed record RestoredResult(DateTimeOffset To, IReadOnlyList<string> Stores, string Message);
