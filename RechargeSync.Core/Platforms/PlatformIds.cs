namespace RechargeSync.Core.Platforms;

/// <summary>A platform order's id and number; where the platform has one of them only, both are the same.</summary>
internal sealed record PlatformIds(string Id, string Number);
