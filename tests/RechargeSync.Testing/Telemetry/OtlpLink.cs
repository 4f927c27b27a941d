namespace RechargeSync.Testing.Telemetry;

/// <summary>A link to another span; both ids in lower-case hex.</summary>
internal sealed record OtlpLink(string TraceId, string SpanId);
