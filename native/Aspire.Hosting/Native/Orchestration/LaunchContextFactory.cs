using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>Resolves a resource's variables and arguments for one start.</summary>
internal static class LaunchContextFactory
{
    public static async Task<LaunchContext> CreateAsync(
        IResource resource, string instanceId, IReadOnlyDictionary<EndpointAnnotation, int> ports, InstanceServices services, CancellationToken cancellationToken)
    {
        var variables = new EnvironmentCallbackContext(services.ExecutionContext, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(variables);
        }

        var arguments = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(arguments);
        }

        var directory = Path.Combine(services.RunDirectory.Path, instanceId);
        Directory.CreateDirectory(directory);
        return new LaunchContext
        {
            InstanceId = instanceId,
            Directory = directory,
            Environment = await ResolveAsync(variables.EnvironmentVariables, resource, instanceId, ports, cancellationToken),
            Arguments = [.. await Task.WhenAll(arguments.Args.Select(a => TextAsync(a, cancellationToken)))],
            Ports = ports,
            Clock = services.Clock,
            Say = text => services.Output.Note(resource.Name, text),
        };
    }

    private static async Task<Dictionary<string, string>> ResolveAsync(
        Dictionary<string, object> variables, IResource resource, string instanceId, IReadOnlyDictionary<EndpointAnnotation, int> ports, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in variables)
        {
            resolved[key] = await TextAsync(value, cancellationToken);
        }

        foreach (var (endpoint, port) in ports.Where(p => p.Key.PortVariable is not null))
        {
            resolved[endpoint.PortVariable!] = port.ToString(CultureInfo.InvariantCulture);
        }

        if (resource is ProjectResource)
        {
            resolved["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instanceId}";
            var urls = ports.Where(p => p.Key.UriScheme is "http" or "https").Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key.UriScheme}://localhost:{p.Value}")).ToList();
            if (urls.Count > 0)
            {
                resolved["ASPNETCORE_URLS"] = string.Join(';', urls);
            }
        }

        return resolved;
    }

    private static async Task<string> TextAsync(object value, CancellationToken cancellationToken) =>
        value as string ?? (value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "";
}
