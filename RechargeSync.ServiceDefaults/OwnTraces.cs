using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Begins a trace with each request, whatever it brings along: a stranger neither chooses the id under which a delivery
/// is found, nor whether it is recorded.
/// </summary>
internal sealed class OwnTraces : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _outgoing = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields => _outgoing.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        _outgoing.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(
        object? carrier,
        PropagatorGetterCallback? getter,
        out string? traceId,
        out string? traceState
    ) => (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(
        object? carrier,
        PropagatorGetterCallback? getter
    ) => null;
}

/// <summary>Registers <see cref="OwnTraces"/>.</summary>
public static class OwnTracesExtensions
{
    /// <summary>For a service that strangers can reach: each of its requests begins a trace of its own.</summary>
    public static TBuilder AddOwnTraces<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<DistributedContextPropagator, OwnTraces>());

        // With any other one the instrumentation reads the request's headers by itself.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        return builder;
    }
}
