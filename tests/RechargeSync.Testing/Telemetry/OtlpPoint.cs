namespace RechargeSync.Testing.Telemetry;

/// <summary>One combination of an instrument's attributes.</summary>
/// <param name="Value">The number; of a histogram, its sum.</param>
/// <param name="Count">How many values a histogram holds; 1 for everything else.</param>
internal sealed record OtlpPoint(double Value, long Count, IReadOnlyDictionary<string, string> Attributes);
