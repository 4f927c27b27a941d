using System.Diagnostics;

namespace RechargeSync.Testing.Telemetry;

/// <summary>A span as it was exported. Ids are lower-case hex, <see cref="ParentSpanId"/> empty for a root.</summary>
internal sealed record OtlpSpan
{
    public string ServiceName { get; init; } = string.Empty;

    /// <summary>The name of the activity source.</summary>
    public string Source { get; init; } = string.Empty;

    public string TraceId { get; init; } = string.Empty;

    public string SpanId { get; init; } = string.Empty;

    public string ParentSpanId { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public ActivityKind Kind { get; init; }

    public bool IsError { get; init; }

    public DateTimeOffset StartTime { get; init; }

    public DateTimeOffset EndTime { get; init; }

    /// <summary>
    /// The attributes as text; numbers are formatted with the invariant culture, booleans are <c>true</c> and
    /// <c>false</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<OtlpLink> Links { get; init; } = [];
}
