using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Commands that are HTTP calls.</summary>
public static class HttpCommandBuilderExtensions
{
    /// <summary>Offers a call as a command. AppHost prints each as a line for a terminal once all resources are ready.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Path of the call.</param>
    /// <param name="displayName">Names the command to a person.</param>
    /// <param name="endpointName">Endpoint to call; by default <c>https</c>, else <c>http</c>.</param>
    /// <param name="commandName">Names the command in <see cref="ResourceCommandService"/>; by default made of resource, method and path.</param>
    /// <param name="commandOptions">What the request looks like.</param>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint yet.</exception>
    public static IResourceBuilder<T> WithHttpCommand<T>(
        this IResourceBuilder<T> builder, string path, string displayName, string? endpointName = null, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        commandOptions ??= new HttpCommandOptions();
        string[] names = endpointName is null ? ["https", "http"] : [endpointName];
        var endpoint = names.Select(n => builder.GetEndpoint(n)).FirstOrDefault(e => e.Exists)
            ?? throw new DistributedApplicationException(
                $"Could not create an HTTP command for resource '{builder.Resource.Name}': it has no endpoint named {string.Join(" or ", names)}.");
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            commandName ?? $"{builder.Resource.Name}-{commandOptions.Method ?? HttpMethod.Post}-{path}", displayName, endpoint, path, commandOptions));
    }
}
