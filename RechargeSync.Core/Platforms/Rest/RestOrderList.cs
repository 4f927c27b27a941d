namespace RechargeSync.Core.Platforms.Rest;

/// <summary>The answer to a look-up by reference.</summary>
internal sealed record RestOrderList(IReadOnlyList<RestOrder?>? Orders);
