using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Native;

/// <summary>Sends states and output to the log of AppHost, one category for each resource; used under test.</summary>
internal sealed partial class LoggerResourceOutput(ILoggerFactory loggers, string applicationName) : IResourceOutput
{
    public void Begin(IEnumerable<IResource> resources)
    {
    }

    public void Offer(IReadOnlyList<string> commands)
    {
    }

    public void State(ResourceEvent change)
    {
        if (change.Snapshot.State is { } state)
        {
            StateChanged(LoggerOf(change.Resource.Name), change.ResourceId, state.Text, change.Snapshot.HealthStatus?.ToString(), change.Snapshot.Detail);
        }
    }

    public void Line(string resource, string line, bool isNotable)
    {
        if (isNotable)
        {
            NotableLine(LoggerOf(resource), line);
        }
        else
        {
            OrdinaryLine(LoggerOf(resource), line);
        }
    }

    public void Note(string resource, string text) => NotableLine(LoggerOf(resource), text);

    public void End()
    {
    }

    private ILogger LoggerOf(string resource) => loggers.CreateLogger($"{applicationName}.Resources.{resource}");

    [LoggerMessage(8001, LogLevel.Information, "{ResourceId} is {State} {Health} {Detail}")]
    private static partial void StateChanged(ILogger logger, string resourceId, string state, string? health, string? detail);

    [LoggerMessage(8002, LogLevel.Information, "{Line}")]
    private static partial void NotableLine(ILogger logger, string line);

    [LoggerMessage(8003, LogLevel.Debug, "{Line}")]
    private static partial void OrdinaryLine(ILogger logger, string line);
}
