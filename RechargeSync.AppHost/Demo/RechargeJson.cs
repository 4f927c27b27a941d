using System.Text.Json.Serialization;

namespace RechargeSync.AppHost.Demo;

/// <summary>Recharge names its fields with underscores.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AddressChange))]
internal sealed partial class RechargeJson : JsonSerializerContext;
