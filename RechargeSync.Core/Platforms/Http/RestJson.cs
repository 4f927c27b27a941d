using System.Text.Json.Serialization;

namespace RechargeSync.Core.Platforms.Http;

/// <summary>Source-generated JSON of the reference API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RestOrder))]
[JsonSerializable(typeof(RestOrderList))]
[JsonSerializable(typeof(RestOrderBody))]
internal sealed partial class RestJson : JsonSerializerContext;
