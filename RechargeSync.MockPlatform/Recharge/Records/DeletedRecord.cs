using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>What is left of a deleted resource: events tell its id and nothing else, in both versions.</summary>
internal sealed class DeletedRecord(string key, long id) : IWebhookSubject
{
    public string Key => key;

    /// <inheritdoc />
    public ApiVersion? EventVersion => null;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Render(ApiVersion version) => JsonBytes.From(new JsonObject { ["id"] = id });
}
