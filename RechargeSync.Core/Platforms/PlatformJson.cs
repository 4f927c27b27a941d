using System.Text.Json.Serialization;

namespace RechargeSync.Core.Platforms;

/// <summary>Source-generated JSON of what is pushed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlatformOrder))]
internal sealed partial class PlatformJson : JsonSerializerContext;
