using System.Text.Json.Serialization;

namespace RechargeSync.AppHost.Demo;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Audit))]
[JsonSerializable(typeof(Checkout))]
[JsonSerializable(typeof(CheckoutOrder))]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(ClockAdvance.Result))]
internal sealed partial class DemoJson : JsonSerializerContext;
