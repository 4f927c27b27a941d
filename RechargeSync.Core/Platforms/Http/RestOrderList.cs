namespace RechargeSync.Core.Platforms.Http;

/// <summary>The answer to a look-up by reference.</summary>
internal sealed record RestOrderList(IReadOnlyList<RestOrder?>? Orders);
