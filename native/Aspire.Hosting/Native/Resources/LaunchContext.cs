using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>What is known about one start of one instance.</summary>
internal sealed class LaunchContext
{
    public required string InstanceId { get; init; }

    /// <summary>Directory for the instance's files. It stays from start to start of the same run.</summary>
    public required string Directory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The port that this instance itself listens on, by endpoint.</summary>
    public required IReadOnlyDictionary<EndpointAnnotation, int> Ports { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Tells a person about something that takes a while.</summary>
    public required Action<string> Say { get; init; }
}
