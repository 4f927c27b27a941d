using System.Text.Json.Serialization;

namespace RechargeSync.Core.Platforms.Http;

/// <summary>An order as the platform API answers it.</summary>
internal sealed record HttpOrder(string? Id, string? Number, string? Reference)
{
    [JsonIgnore]
    public PlatformIds? Ids =>
        string.IsNullOrEmpty(Id) ? null : new PlatformIds(Id, string.IsNullOrEmpty(Number) ? Id : Number);
}

/// <summary>The answer to a look-up by reference.</summary>
internal sealed record HttpOrderList(IReadOnlyList<HttpOrder?>? Orders);

/// <summary>Source-generated JSON of the platform API's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HttpOrder))]
[JsonSerializable(typeof(HttpOrderList))]
internal sealed partial class HttpAnswersJson : JsonSerializerContext;
