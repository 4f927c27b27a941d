using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis server. It runs as a process of its own, on 127.0.0.1.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">The port; by default a free one.</param>
    /// <param name="password">The password; by default a new one for each run.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = password?.Resource ?? GeneratedPassword.Add(builder, name);
        var server = new RedisResource(name, secret);
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", port: port))
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check"))
            .WithAnnotation(new RedisRecipe(server));
    }

    /// <summary>Keeps the data from run to run, as snapshots; add <c>--appendonly yes</c> for more.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the volume; by default it is made from the names of AppHost and the resource.</param>
    /// <param name="isReadOnly">Not supported here: must be false.</param>
    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(DataVolume.For(builder, name, isReadOnly));
    }
}
