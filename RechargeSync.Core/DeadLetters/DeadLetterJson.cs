using System.Text.Json.Serialization;

namespace RechargeSync.Core.DeadLetters;

/// <summary>Source-generated JSON of the admin API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(DeadLetterSelection))]
[JsonSerializable(typeof(ActResult))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
