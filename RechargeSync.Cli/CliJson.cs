using System.Text.Json.Serialization;
using RechargeSync.Cli.Orders;
using RechargeSync.Cli.Trigger;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli;

/// <summary>Source-generated JSON of what the command line itself prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ReconciliationRun))]
[JsonSerializable(typeof(ListPage<OrderActionResult>))]
[JsonSerializable(typeof(TriggerReport))]
internal sealed partial class CliJson : JsonSerializerContext;
