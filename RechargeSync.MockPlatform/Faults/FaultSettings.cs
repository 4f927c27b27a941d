using System.Text.Json.Serialization;

namespace RechargeSync.MockPlatform.Faults;

/// <summary>All dials; a part that is left out is switched off.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultSettings
{
    public static readonly FaultSettings None = new();

    public SideFaults Platform { get; set; } = SideFaults.None;

    public SideFaults Recharge { get; set; } = SideFaults.None;

    public WebhookFaults Webhooks { get; set; } = WebhookFaults.None;
}
