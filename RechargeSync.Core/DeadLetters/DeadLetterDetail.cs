namespace RechargeSync.Core.DeadLetters;

/// <summary>A dead letter with what the other side said and what operators did. Never the payload.</summary>
internal sealed record DeadLetterDetail(DeadLetter Letter, IReadOnlyList<DeadLetterDetail.Failure> Failures, IReadOnlyList<DeadLetterDetail.PastAct> Acts)
{
    /// <summary>One failed attempt, newest first.</summary>
    internal sealed record Failure(DateTimeOffset At, string Action, string Reason, int? Status, string? Detail, string? RequestId, string? TraceParent);

    /// <summary>One act of an operator, newest first.</summary>
    internal sealed record PastAct(DateTimeOffset At, string Actor, string Act, string? Note);
}
