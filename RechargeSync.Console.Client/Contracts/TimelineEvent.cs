namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One event of an order.</summary>
/// <param name="At">When.</param>
/// <param name="Type">
/// <c>received</c>, <c>applied</c>, <c>known</c>, <c>pushed</c>, <c>order_written</c>, <c>charge_written</c>,
/// <c>failed</c>, <c>act</c>, <c>finding</c>, <c>finished</c>.
/// </param>
/// <param name="Title">In plain words.</param>
/// <param name="Step">The step of a failure: a word of <see cref="NextStep.Step"/>.</param>
/// <param name="Outcome"><c>ok</c>, <c>info</c>, <c>warning</c> or <c>failed</c>.</param>
/// <param name="Reason">Why, as a word.</param>
/// <param name="Status">HTTP status of the other side's answer.</param>
/// <param name="Detail">What the other side said, or the operator's note; personal data masked.</param>
/// <param name="DurationMs">How long it took or waited, where that is known.</param>
/// <param name="RequestId">The other side's name of the request.</param>
/// <param name="TraceId">The trace.</param>
/// <param name="TraceUrl">Link to the trace viewer.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Actor">Who acted.</param>
public sealed record TimelineEvent(
    DateTimeOffset At,
    string Type,
    string Title,
    string? Step,
    string Outcome,
    string? Reason,
    int? Status,
    string? Detail,
    long? DurationMs,
    string? RequestId,
    string? TraceId,
    string? TraceUrl,
    long? DeliveryId,
    string? Actor
);
