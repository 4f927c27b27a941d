namespace RechargeSync.Core.DeadLetters;

/// <summary>One failed attempt.</summary>
/// <param name="At">When.</param>
/// <param name="Action">The step.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Status">HTTP status of the other side's answer.</param>
/// <param name="Detail">What the other side said.</param>
/// <param name="RequestId">The other side's name of the request.</param>
/// <param name="TraceParent">Trace context of the attempt.</param>
public sealed record DeadLetterFailure(
    DateTimeOffset At,
    string Action,
    string Reason,
    int? Status,
    string? Detail,
    string? RequestId,
    string? TraceParent
);
