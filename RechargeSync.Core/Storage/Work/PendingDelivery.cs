using RechargeSync.Core.Recharge;

namespace RechargeSync.Core.Work;

/// <summary>An inbox row as the state machine sees it.</summary>
internal sealed record PendingDelivery(long InboxId, string Topic, byte[] Body, string? TraceParent)
{
    private RechargeOrder? _order;

    /// <summary>The order in the body, which folding and pushing both need: parsed once.</summary>
    /// <param name="zone">The store's zone for times without offset; the same at every call.</param>
    /// <exception cref="PayloadException">The body breaks the contract.</exception>
    public RechargeOrder Order(TimeZoneInfo? zone) => _order ??= RechargePayload.ReadOrder(Body, zone);

    public override string ToString() => $"{Topic} {InboxId}";
}
