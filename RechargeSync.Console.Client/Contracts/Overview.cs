namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Everything at a glance: <c>GET /admin/v1/overview</c>.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Needs">What needs a person, most urgent first.</param>
/// <param name="Stores">Each configured store.</param>
/// <param name="Stream">The work in Redis; null where Redis is away.</param>
public sealed record Overview(
    DateTimeOffset At,
    IReadOnlyList<AttentionItem> Needs,
    IReadOnlyList<StoreOverview> Stores,
    StreamState? Stream
);
