using System.Text.Json.Serialization;

namespace RechargeSync.MockPlatform.Faults;

/// <summary>What goes wrong on the way of webhooks.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WebhookFaults
{
    public static readonly WebhookFaults None = new();

    /// <summary>Extra copies per delivery: 0.3 is one for three in ten, 2 is two for each.</summary>
    public double Duplicates { get; init; }

    /// <summary>The rate of deliveries that are held back, so that later ones overtake them.</summary>
    public double Reorder { get; init; }

    /// <summary>The rate of deliveries that are never sent, as if Recharge had forgotten them.</summary>
    public double DropRate { get; init; }
}
