using System.Text.Json.Serialization;

namespace RechargeSync.Benchmarks.Stub;

/// <summary>Source-generated JSON of the stub's control surface.</summary>
[JsonSerializable(typeof(StubReport))]
[JsonSerializable(typeof(TokenReport[]))]
internal sealed partial class StubJson : JsonSerializerContext;
