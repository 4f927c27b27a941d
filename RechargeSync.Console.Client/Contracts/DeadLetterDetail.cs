namespace RechargeSync.Core.DeadLetters;

/// <summary>A dead letter with what the other side said and what operators did. Never the payload.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Failures">Failed attempts, newest first.</param>
/// <param name="Acts">Acts of operators, newest first.</param>
public sealed record DeadLetterDetail(
    DeadLetter Letter,
    IReadOnlyList<DeadLetterFailure> Failures,
    IReadOnlyList<DeadLetterAct> Acts
);
