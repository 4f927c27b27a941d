using System.Text.Json.Serialization;
using RechargeSync.Console.Cli.Fixtures;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>Source-generated JSON of what the command line itself prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(RechargeSync.Core.Admin.Contracts.ReconciliationRun))]
[JsonSerializable(typeof(TriggerReport))]
internal sealed partial class CliJson : JsonSerializerContext;
