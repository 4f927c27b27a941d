using System.Text.Json.Serialization;

namespace RechargeSync.Core.Inbox;

/// <summary>Source-generated JSON of the ingress's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeliveryReceipt))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class InboxJson : JsonSerializerContext;
