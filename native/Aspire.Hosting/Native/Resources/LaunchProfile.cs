using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>One profile of a project's launchSettings.json.</summary>
internal sealed record LaunchProfile(string Name, string? ApplicationUrl, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The profile's variables, its name among them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment => Variables.Prepend(new("DOTNET_LAUNCH_PROFILE", Name));

    /// <summary>Finds a profile by name, else by the preferred name, else takes the first one. Null when there is no such file.</summary>
    /// <exception cref="DistributedApplicationException">There is no profile called <paramref name="name"/>.</exception>
    public static LaunchProfile? Find(string projectDirectory, string? name, string? preferred)
    {
        var path = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        using var settings = JsonDocument.Parse(File.ReadAllText(path), s_lenient);
        var profiles = settings.RootElement.TryGetProperty("profiles", out var all)
            ? all.EnumerateObject().Where(IsProject).Select(Read).ToList()
            : [];
        return name is null
            ? profiles.Find(p => string.Equals(p.Name, preferred, StringComparison.Ordinal)) ?? profiles.FirstOrDefault()
            : profiles.Find(p => string.Equals(p.Name, name, StringComparison.Ordinal))
                ?? throw new DistributedApplicationException($"'{path}' has no launch profile named '{name}'.");
    }

    public IEnumerable<EndpointAnnotation> Endpoints() =>
        (ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(u => new Uri(u))
            .DistinctBy(u => u.Scheme, StringComparer.Ordinal)
            .Select(u => new EndpointAnnotation(ProtocolType.Tcp, uriScheme: u.Scheme, name: u.Scheme, port: u.Port == 0 ? null : u.Port));

    private static bool IsProject(JsonProperty profile) =>
        profile.Value.TryGetProperty("commandName", out var command) && string.Equals(command.GetString(), "Project", StringComparison.Ordinal);

    private static LaunchProfile Read(JsonProperty profile) => new(
        profile.Name,
        profile.Value.TryGetProperty("applicationUrl", out var url) ? url.GetString() : null,
        profile.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString() ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal));
}
