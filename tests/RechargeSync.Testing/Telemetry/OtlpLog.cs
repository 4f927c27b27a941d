namespace RechargeSync.Testing.Telemetry;

/// <summary>
/// A log record as it was exported; <see cref="TraceId"/> and <see cref="SpanId"/> are empty outside a span.
/// </summary>
internal sealed record OtlpLog
{
    public string ServiceName { get; init; } = string.Empty;

    /// <summary>The logger's category.</summary>
    public string Category { get; init; } = string.Empty;

    public string Severity { get; init; } = string.Empty;

    /// <summary>The formatted message.</summary>
    public string Body { get; init; } = string.Empty;

    public string EventName { get; init; } = string.Empty;

    public string TraceId { get; init; } = string.Empty;

    public string SpanId { get; init; } = string.Empty;

    public IReadOnlyDictionary<string, string> Attributes { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
