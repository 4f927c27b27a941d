namespace RechargeSync.Core.DeadLetters;

/// <summary>How many dead letters an act reached.</summary>
public sealed record ActResult(int Count);
