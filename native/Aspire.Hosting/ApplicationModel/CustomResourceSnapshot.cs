using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known about a resource at one time.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Kind of resource, such as Project.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Properties, such as <c>executable.pid</c>.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>The state.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>Health; null unless the resource is running.</summary>
    public HealthStatus? HealthStatus { get; init; }

    /// <summary>Exit code of a process that has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Addresses.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>A sentence for a person about this state, such as what the resource waits for.</summary>
    internal string? Detail { get; init; }
}
