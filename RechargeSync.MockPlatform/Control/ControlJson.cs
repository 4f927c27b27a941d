using System.Text.Json.Serialization;
using RechargeSync.MockPlatform.Faults;

namespace RechargeSync.MockPlatform.Control;

/// <summary>The JSON of the control calls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(CheckoutRequest))]
[JsonSerializable(typeof(CheckoutResponse))]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(ClockResponse))]
[JsonSerializable(typeof(FaultSettings))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(DeliveryReport))]
[JsonSerializable(typeof(CatalogueResponse))]
internal sealed partial class ControlJson : JsonSerializerContext;
