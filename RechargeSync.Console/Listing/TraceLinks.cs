using Microsoft.Extensions.Options;
using RechargeSync.Console.Access;

namespace RechargeSync.Console.Listing;

/// <summary>Trace ids, and links to the trace viewer.</summary>
internal sealed class TraceLinks(IOptions<AdminOptions> options)
{
    /// <summary>What stands in the configured address for the id.</summary>
    public const string Place = "{traceId}";

    /// <summary>The trace id within a trace context; null where there is none.</summary>
    public static string? Id(string? traceParent) =>
        traceParent?.Split('-') is [_, { Length: 32 } id, ..] && id.All(char.IsAsciiHexDigitLower) ? id : null;

    /// <summary>Link to a trace; null where no viewer is configured.</summary>
    public string? Link(string? traceId) =>
        traceId is null || options.Value.TraceUrl.Length == 0
            ? null
            : options.Value.TraceUrl.Replace(Place, traceId, StringComparison.Ordinal);
}
