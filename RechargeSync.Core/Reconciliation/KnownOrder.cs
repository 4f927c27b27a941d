using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>What we know of an order.</summary>
/// <param name="State">Where its work stands.</param>
/// <param name="PlatformOrderId">The order that it was placed as.</param>
/// <param name="Adopted">True where that id came with a payload.</param>
/// <param name="OrderWritten">True where the ids stand at Recharge, by our knowledge.</param>
/// <param name="DesiredHash">Hash of the pushed fields of the payload in force.</param>
/// <param name="SourceUpdatedAt"><c>updated_at</c> of the newest payload.</param>
/// <param name="Fence">The fencing token under which this was read.</param>
/// <param name="IsAtRest">
/// True where nothing was under way for it when Recharge was asked, and nothing has begun since.
/// </param>
internal sealed record KnownOrder(
    WorkState State,
    string? PlatformOrderId,
    bool Adopted,
    bool OrderWritten,
    byte[]? DesiredHash,
    SourceTime? SourceUpdatedAt,
    long Fence,
    bool IsAtRest
);
