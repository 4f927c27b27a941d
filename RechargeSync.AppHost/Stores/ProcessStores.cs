using Microsoft.Extensions.DependencyInjection;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Stores;

/// <summary>
/// Postgres and Redis as programs of this machine, where no containers can be had: real resources under the same names,
/// on random ports of the loopback address, with random passwords.
/// </summary>
internal static class ProcessStores
{
    /// <summary>
    /// Adds <c>postgres</c> with <c>syncdb</c>, and <c>redis</c>, and what has to be done before they can run.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="keepsData">Whether their data outlives the run.</param>
    public static StoreResources Add(IDistributedApplicationBuilder builder, bool keepsData)
    {
        var folder = keepsData ? StoreFolder.Lasting(builder.Environment.ApplicationName) : StoreFolder.OfThisRun();
        builder.Services.AddHostedService(_ => folder);
        var installation = AddInstallation(builder);
        var postgres = builder.AddPostgresProcess("postgres", folder, installation);
        var redis = builder.AddRedisProcess("redis", folder, keepsData, installation);
        return new StoreResources(postgres.AddDatabase("syncdb"), redis) { Url = postgres.Resource.Url };
    }

    /// <summary>What waits for the programs waits for their installation, where there is one.</summary>
    public static IResourceBuilder<T> WaitForInstallation<T>(
        this IResourceBuilder<T> resource,
        IResourceBuilder<ExecutableResource>? installation
    )
        where T : IResourceWithWaitSupport =>
        installation is null ? resource : resource.WaitForCompletion(installation);

    private static IResourceBuilder<ExecutableResource>? AddInstallation(IDistributedApplicationBuilder builder)
    {
        var packages = new List<string>();
        if (LocalPrograms.PostgresDirectory() is null)
        {
            packages.Add("postgresql");
        }

        if (LocalPrograms.Redis() is null)
        {
            packages.Add("redis-server");
        }

        if (packages.Count == 0)
        {
            return null;
        }

        if (!DebianPackages.IsUsable)
        {
            builder.AddStartCheck(() =>
                [
                    "Without a container runtime AppHost needs the programs of Postgres and Redis. "
                        + $"Missing: {string.Join(" and ", packages)}. "
                        + "Install them (Debian, Ubuntu: sudo apt-get install postgresql redis-server; "
                        + "Fedora: sudo dnf install postgresql-server redis; macOS: brew install postgresql redis), "
                        + "or start Docker or Podman.",
                ]
            );
            return null;
        }

        var (program, arguments) = DebianPackages.Installation(packages);
        return builder
            .AddExecutable("stores-installation", program, "/", arguments)
            .WithIconName("ArrowDownload")
            .ExcludeFromManifest()
            .Essential();
    }
}
