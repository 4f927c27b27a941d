using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Tests.Hosting;

/// <summary>One webhook as it arrived.</summary>
internal sealed record Received(Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Topic => Headers["X-Recharge-Topic"];

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public long OrderId => Json["order"]!["id"]!.GetValue<long>();
}
