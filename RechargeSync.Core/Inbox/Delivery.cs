using System.Text.Json.Serialization;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Inbox;

/// <summary>A rightly signed webhook on its way into the inbox.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Topic">For instance <c>order/created</c>.</param>
/// <param name="Resource">What it is about; the default where the body does not tell.</param>
/// <param name="Body">The raw body.</param>
/// <param name="Problem">Why it cannot be understood; null where it can.</param>
/// <param name="TraceParent">Trace context of the request.</param>
internal sealed record Delivery(
    string Store,
    string Topic,
    ResourceKey Resource,
    byte[] Body,
    string? Problem,
    string? TraceParent
)
{
    /// <summary>Its key, where <see cref="Body"/> is only the head of what it is to be computed from.</summary>
    public byte[]? DedupeKey { get; init; }

    /// <summary>False where the body is no JSON at all.</summary>
    public bool IsJson => Problem is not (JsonScan.NotJson or JsonScan.Empty);

    public DeliveryState State => Problem is null ? DeliveryState.Received : DeliveryState.Quarantined;

    public override string ToString() => $"{Store} {Topic} {Resource}";
}

/// <summary>What became of an acknowledged delivery.</summary>
internal enum DeliveryVerdict
{
    Stored,
    Duplicate,
    Quarantined,
}

/// <summary>The body of a 200.</summary>
/// <param name="Verdict"><c>stored</c>, <c>duplicate</c> or <c>quarantined</c>.</param>
internal sealed record DeliveryReceipt(string Verdict)
{
    public static DeliveryReceipt Of(DeliveryVerdict verdict) =>
        new(
            verdict switch
            {
                DeliveryVerdict.Stored => "stored",
                DeliveryVerdict.Duplicate => "duplicate",
                _ => "quarantined",
            }
        );
}

/// <summary>Source-generated JSON of the ingress's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeliveryReceipt))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class InboxJson : JsonSerializerContext;
