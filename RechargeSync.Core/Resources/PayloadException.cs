namespace RechargeSync.Core.Resources;

/// <summary>A signed body that breaks the contract. The message names the member, never its value.</summary>
internal sealed class PayloadException(string message) : Exception(message);
