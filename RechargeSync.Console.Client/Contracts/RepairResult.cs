namespace RechargeSync.Core.Admin.Contracts;

/// <summary>A repair that was asked for; the Worker creates what is missing.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record RepairResult(string Store, string Message);
