using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.AppHost.Stores;

/// <summary>Runs redis-server.</summary>
internal static class RedisProcess
{
    /// <summary>Adds a Redis that is a program of this machine.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="folder">Where it keeps its files.</param>
    /// <param name="keepsData">Whether it writes its data to the disk.</param>
    /// <param name="installation">What installs the program; null where it is there.</param>
    public static IResourceBuilder<RedisProcessResource> AddRedisProcess(
        this IDistributedApplicationBuilder builder,
        string name,
        StoreFolder folder,
        bool keepsData,
        IResourceBuilder<ExecutableResource>? installation
    )
    {
        var password = StorePassword.Create($"{name}-password", folder);
        var configuration = Path.Combine(folder.FullName, $"{name}.conf");
        var resource = new RedisProcessResource(name, LocalPrograms.Redis() ?? "redis-server", password);
        var connection = new StoreConnection(name);
        builder.Services.AddHealthChecks().AddRedis(_ => connection.Value, name: $"{name}_check");
        return builder
            .AddResource(resource)
            // Past the orchestrator's proxy, which costs two thirds of the throughput.
            .WithEndpoint(name: RedisProcessResource.EndpointName, scheme: "tcp", isProxied: false)
            .WithArgs(configuration, "--port", resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithIconName("Database")
            .WithHealthCheck($"{name}_check")
            .ExcludeFromManifest()
            .WaitForInstallation(installation)
            .OnConnectionStringAvailable(
                async (redis, _, cancellationToken) =>
                    connection.Value = (await redis.ConnectionStringExpression.GetValueAsync(cancellationToken))!
            )
            .OnBeforeResourceStarted(
                async (redis, _, cancellationToken) =>
                {
                    var secret = await redis.PasswordParameter.GetValueAsync(cancellationToken);

                    // The password stands in a file, because everybody can read a process's arguments.
                    PrivateFile.Write(
                        configuration,
                        $"""
                        bind 127.0.0.1
                        requirepass {secret}
                        dir "{folder.FullName}"
                        {(keepsData ? "appendonly yes" : "save \"\"")}

                        """
                    );
                }
            );
    }
}
