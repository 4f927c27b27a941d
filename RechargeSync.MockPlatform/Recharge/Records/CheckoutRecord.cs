using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge.Shapes;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>A processed checkout; kept in the shape of 2021-11, the other one is made from it.</summary>
internal sealed class CheckoutRecord(string token, JsonObject november, ApiVersion? eventVersion) : IWebhookSubject
{
    private readonly byte[] _json = JsonBytes.From(november);

    public string Token => token;

    public string Key => "checkout";

    /// <inheritdoc />
    public ApiVersion? EventVersion => eventVersion;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Render(ApiVersion version) =>
        version == ApiVersion.November2021
            ? _json
            : JsonBytes.From(CheckoutToJanuary.Translate(JsonNode.Parse(_json)!.AsObject()));
}
