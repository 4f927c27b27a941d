using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Native;

/// <summary>Shows states and output on the console, each line behind the resource's name.</summary>
internal sealed class ConsoleResourceOutput(TimeProvider clock) : IResourceOutput
{
    private static readonly string[] s_colors = ["36", "32", "35", "34", "33", "96", "92", "95"];
    private static readonly bool s_useColor =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _isReady = new(StringComparer.Ordinal);
    private List<string> _names = [];
    private IReadOnlyList<string> _commands = [];
    private int _width;
    private long _start;
    private bool _isEnding;
    private bool _saidReady;

    public void Begin(IEnumerable<IResource> resources)
    {
        _names = [.. resources.Where(r => r is not ParameterResource).Select(r => r.Name)];
        _width = _names.Max(n => n.Length);
        _start = clock.GetTimestamp();
        foreach (var name in _names)
        {
            _isReady[name] = false;
        }

        Write("Starting: " + string.Join(", ", _names) + ". Press Ctrl+C to shut down.");
    }

    public void Offer(IReadOnlyList<string> commands) => _commands = commands;

    public void State(ResourceEvent change)
    {
        var text = Describe(change.Snapshot);
        lock (_lock)
        {
            // The same text again is no news; a database without a process of its own only matters when it is there.
            if (text is null || _isEnding || string.Equals(_shown.GetValueOrDefault(change.ResourceId), text, StringComparison.Ordinal))
            {
                return;
            }

            _shown[change.ResourceId] = text;
            if (change.Resource is ParameterResource && change.Snapshot.Detail is null)
            {
                return;
            }

            if (change.Resource is not PostgresDatabaseResource || change.Snapshot.HealthStatus is HealthStatus.Healthy)
            {
                Note(change.Resource.Name, text);
            }

            _isReady[change.Resource.Name] = change.Snapshot.HealthStatus is HealthStatus.Healthy || change.Snapshot.ExitCode is 0;
            SayReady();
        }
    }

    public void Line(string resource, string line, bool isNotable)
    {
        if (isNotable)
        {
            Note(resource, line);
        }
    }

    public void Note(string resource, string text)
    {
        var name = resource.PadRight(_width);
        if (s_useColor)
        {
            name = $"\e[{s_colors[Math.Max(0, _names.IndexOf(resource)) % s_colors.Length]}m{name}\e[0m";
        }

        foreach (var line in text.Split('\n'))
        {
            Write($"{name} | {line.TrimEnd('\r')}");
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (!_isEnding)
            {
                _isEnding = true;
                Write("Stopping all resources.");
            }
        }
    }

    private void SayReady()
    {
        if (!_saidReady && _isReady.Values.All(r => r))
        {
            _saidReady = true;
            Write(string.Create(CultureInfo.InvariantCulture, $"All resources are ready after {clock.GetElapsedTime(_start).TotalSeconds:0.0} s."));
            foreach (var command in _commands)
            {
                Write("  " + command);
            }
        }
    }

    private static string? Describe(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text;
        if (string.Equals(state, KnownResourceStates.Starting, StringComparison.Ordinal))
        {
            return "Starting";
        }

        if (string.Equals(state, KnownResourceStates.Running, StringComparison.Ordinal))
        {
            return snapshot switch
            {
                { HealthStatus: HealthStatus.Healthy, Urls: [var url, ..] } => $"Healthy at {url.Url.Replace("tcp://", "", StringComparison.Ordinal)}",
                { HealthStatus: HealthStatus.Healthy, ResourceType: "Database" } => "Healthy",
                { HealthStatus: HealthStatus.Healthy } => "Running",
                { Detail: { } complaint } => $"Unhealthy: {complaint}",
                _ => null,
            };
        }

        var isWaiting = string.Equals(state, KnownResourceStates.Waiting, StringComparison.Ordinal);
        return snapshot.Detail is { } detail ? $"{state}{(isWaiting ? "" : ":")} {detail}" : isWaiting ? null : state;
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            Console.Out.WriteLine(line);
        }
    }
}
