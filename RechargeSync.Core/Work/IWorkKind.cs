using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using RechargeSync.Core.Storage;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Work;

/// <summary>
/// What differs between kinds of work: it knows a row's facts, and decides from them. State, retries and lease are the
/// engine's, <see cref="WorkLoop{TRow}"/>.
/// </summary>
internal interface IWorkKind<TRow>
    where TRow : class, IWorkRow<TRow>
{
    /// <summary>The kind's name in metrics.</summary>
    string Name { get; }

    /// <summary>Span name of a round of work.</summary>
    string SpanName { get; }

    /// <summary>When a failed step is tried again; null for what the configuration says.</summary>
    RetryPolicy? Retries => null;

    /// <summary>
    /// Whether the outcome of a step tells whether its side takes orders at all: a side is paused, and resumed, by such
    /// steps alone. The others only wait for it.
    /// </summary>
    bool Testifies => false;

    /// <summary>The side that a step calls; null for work that keeps a pace of its own and waits for nobody.</summary>
    StoreSide? SideOf(WorkStep step) => null;

    /// <summary>Applies a delivery to the facts.</summary>
    Applied<TRow> Apply(TRow row, PendingDelivery delivery, DateTimeOffset now);

    /// <summary>The next step; <see cref="WorkStep.None"/> where there is nothing to do.</summary>
    WorkStep Next(TRow row, DateTimeOffset now);

    /// <summary>What is noted in the facts, together with the intent, before each attempt of a step.</summary>
    TRow Begin(TRow row, WorkStep step);

    /// <summary>
    /// Whether a step that was reached is followed by the next one without a commit between: what the first has brought
    /// about can be found outside again from its intent alone, and the second may be done twice.
    /// </summary>
    bool GoesThrough(WorkStep reached, WorkStep next) => false;

    /// <summary>
    /// Whether an earlier attempt at a step that is done by now may have gone through to one that is still to be done.
    /// </summary>
    bool IsInDoubt(TRow row) => false;

    /// <summary>Where a row without a next step stands.</summary>
    Settlement Settle(TRow row);

    /// <summary>Runs one step towards the outside.</summary>
    /// <param name="row">The row.</param>
    /// <param name="payload">The delivery whose payload is in force.</param>
    /// <param name="step">The step.</param>
    /// <param name="verifyFirst">True where an earlier attempt may have had its effect: find out before acting.</param>
    /// <param name="lease">The hold on the row; tells the database's time.</param>
    /// <param name="cancellationToken">Ends with the lease.</param>
    Task<StepResult<TRow>> RunAsync(
        TRow row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Another worker has taken the row over, while or before this one's step was at work outside: it may have written
    /// over what the other one has written.
    /// </summary>
    Task OvertakenAsync(TRow row, WorkStep step, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What came of one delivery.</summary>
/// <param name="Row">The row, its facts changed or not.</param>
/// <param name="State">What the delivery comes to.</param>
/// <param name="Reason">Why it was ignored, or is not understood.</param>
internal sealed record Applied<TRow>(TRow Row, DeliveryState State, string? Reason = null)
    where TRow : class, IWorkRow<TRow>
{
    /// <summary>
    /// True where the delivery is news: its payload is the one to act on from now, and work that had ended begins
    /// again.
    /// </summary>
    public bool IsNews { get; init; }

    /// <summary>
    /// True where the delivery's payload is none to act on: the one in force stays, whatever else is news.
    /// </summary>
    public bool KeepsPayload { get; init; }

    /// <summary>Where the work ends by what was delivered; null where it does not.</summary>
    public Ending? End { get; init; }

    /// <summary>A delivery that breaks the contract.</summary>
    public static Applied<TRow> NotUnderstood(TRow row, string problem) => new(row, DeliveryState.Quarantined, problem);

    /// <summary>The row with what the delivery means for its work.</summary>
    public TRow Resumed(string? traceParent)
    {
        var work = IsNews ? Row.Work.Resume(traceParent) : Row.Work;
        work = End is null ? work : work with { State = End.State, Reason = End.Reason };
        return ReferenceEquals(work, Row.Work) ? Row : Row.With(work);
    }
}

/// <summary>How work ends that a delivery or a step puts an end to.</summary>
internal sealed record Ending(WorkState State, string Reason);

/// <summary>Where a row without a next step stands.</summary>
/// <param name="State">Its state.</param>
/// <param name="Until">When it is due again by itself; null for its next delivery.</param>
/// <param name="Reason">Why it is ignored.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Settlement(WorkState State, DateTimeOffset? Until = null, string? Reason = null);

/// <summary>How a step ended.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record StepResult<TRow>
    where TRow : class, IWorkRow<TRow>
{
    private StepResult() { }

    /// <summary>The step is done; the row's facts say so.</summary>
    public sealed record Reached(TRow Row) : StepResult<TRow>;

    /// <summary>
    /// The step is done, and what it found was put into the inbox: the round ends, and the next one applies it.
    /// </summary>
    public sealed record Delivered(TRow Row) : StepResult<TRow>;

    /// <summary>The step found that the work is at its end.</summary>
    public sealed record Ended(TRow Row, Ending End) : StepResult<TRow>;

    /// <summary>
    /// It is too early for the step: nothing has failed, and it is looked at again at the given time.
    /// </summary>
    public sealed record TooEarly(DateTimeOffset Until) : StepResult<TRow>;

    /// <summary>The step failed.</summary>
    public sealed record Failed(CallFailure Failure) : StepResult<TRow>;
}
