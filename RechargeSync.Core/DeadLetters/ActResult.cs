namespace RechargeSync.Core.DeadLetters;

/// <summary>How many dead letters an act reached.</summary>
internal sealed record ActResult(int Count);
