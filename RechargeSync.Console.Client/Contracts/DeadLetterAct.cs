namespace RechargeSync.Core.DeadLetters;

/// <summary>One act of an operator.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Act">What.</param>
/// <param name="Note">Why.</param>
public sealed record DeadLetterAct(DateTimeOffset At, string Actor, string Act, string? Note);
