using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>Runs a built .NET project.</summary>
internal sealed class ProjectRecipe(IBuiltProjectMetadata project) : ProcessRecipe
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Set when the application is built.</summary>
    public IResource? Resource { get; set; }

    public override string ResourceType => "Project";

    public override Task<ProcessSpec> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(project.TargetPath))
        {
            throw new DistributedApplicationException($"'{project.TargetPath}' does not exist: build '{project.ProjectPath}' first.");
        }

        foreach (var port in context.Ports.Values)
        {
            PortAllocator.ThrowIfTaken(port);
        }

        return Task.FromResult(new ProcessSpec(DotnetProgram(), [project.TargetPath, .. context.Arguments])
        {
            Environment = context.Environment,
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
            StopTimeout = TimeSpan.FromSeconds(40),
        });
    }

    public override async Task<string?> CheckAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        foreach (var check in Resource!.Annotations.OfType<HttpHealthCheckAnnotation>())
        {
            var port = context.Ports[check.Endpoint];
            try
            {
                using var response = await s_http.GetAsync(new Uri($"{check.Endpoint.UriScheme}://127.0.0.1:{port}{check.Path}"), cancellationToken);
                if (response.StatusCode != (HttpStatusCode)check.StatusCode)
                {
                    return $"{check.Path} answers {(int)response.StatusCode} {await FirstLineAsync(response, cancellationToken)}";
                }
            }
            catch (HttpRequestException exception)
            {
                return $"{check.Path}: {exception.Message}";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return $"{check.Path} did not answer in time";
            }
        }

        return null;
    }

    // The services' own messages and every warning; not the chatter of the frameworks.
    public override bool IsNotable(string line) =>
        !line.StartsWith("dbug:", StringComparison.Ordinal) && !line.StartsWith("trce:", StringComparison.Ordinal)
        && !line.StartsWith("info: Microsoft.", StringComparison.Ordinal) && !line.StartsWith("info: System.", StringComparison.Ordinal)
        && line.Length > 0;

    private static async Task<string> FirstLineAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return body.Split('\n')[0].Trim() is { Length: <= 200 } line ? line : "";
    }

    private static string DotnetProgram()
    {
        if (Environment.ProcessPath is { } self && string.Equals(Path.GetFileNameWithoutExtension(self), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return self;
        }

        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
    }
}
