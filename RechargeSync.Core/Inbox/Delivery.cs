using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Inbox;

/// <summary>A rightly signed webhook on its way into the inbox.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="ResourceKey"><c>order/{id}</c> or <c>checkout/{token}</c>; empty where the body does not tell.</param>
/// <param name="Body">The raw body.</param>
/// <param name="Quarantine">Why it cannot be understood; null where it can.</param>
/// <param name="TraceParent">Trace context of the request.</param>
internal sealed record Delivery(
    string Store,
    string Topic,
    string ResourceKey,
    byte[] Body,
    string? Quarantine,
    string? TraceParent
)
{
    public DeliveryState State => Quarantine is null ? DeliveryState.Received : DeliveryState.Quarantined;

    public override string ToString() => $"{Store} {Topic} {ResourceKey}";
}
