namespace RechargeSync.Testing.Telemetry;

/// <summary>One export of an instrument; the next export is another record.</summary>
internal sealed record OtlpMetric(
    string ServiceName,
    string Meter,
    string Name,
    string Unit,
    IReadOnlyList<OtlpPoint> Points
);
