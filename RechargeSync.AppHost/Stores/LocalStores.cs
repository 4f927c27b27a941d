using Microsoft.Extensions.Configuration;

namespace RechargeSync.AppHost.Stores;

/// <summary>Postgres and Redis, whatever they run as.</summary>
/// <param name="Database">The database <c>syncdb</c>.</param>
/// <param name="Redis">The resource <c>redis</c>.</param>
internal sealed record StoreResources(
    IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Redis);

/// <summary>
/// The stores of a local run: containers where a runtime is healthy, programs of this machine where none is.
/// </summary>
internal static class LocalStores
{
    /// <summary>Configuration key: <c>containers</c> or <c>processes</c>; empty (default) asks the machine.</summary>
    public const string ShapeKey = "Stores";

    /// <summary>Configuration key: whether the stores' data outlives the run; default false.</summary>
    public const string VolumesKey = "UseVolumes";

    /// <summary>Adds <c>postgres</c> with its database <c>syncdb</c>, and <c>redis</c>.</summary>
    /// <exception cref="DistributedApplicationException">The configured shape is unknown.</exception>
    public static StoreResources AddStores(this IDistributedApplicationBuilder builder)
    {
        var keepsData = builder.Configuration.GetValue(VolumesKey, defaultValue: false);
        return UseContainers(builder) ? ContainerStores.Add(builder, keepsData) : ProcessStores.Add(builder, keepsData);
    }

    // A model that is only published is never run: nobody has to be asked what runs here.
    private static bool UseContainers(IDistributedApplicationBuilder builder) => builder.Configuration[ShapeKey] switch
    {
        null or "" => !builder.ExecutionContext.IsRunMode || ContainerRuntime.IsHealthy(builder),
        "containers" => true,
        "processes" => false,
        var other => throw new DistributedApplicationException(
            $"{ShapeKey}={other} is unknown: say containers or processes, or leave it out to have the machine asked."),
    };
}
