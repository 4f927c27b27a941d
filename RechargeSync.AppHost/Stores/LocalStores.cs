using Microsoft.Extensions.Configuration;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Stores;

/// <summary>Postgres and Redis, whatever they run as.</summary>
/// <param name="Database">The database <c>syncdb</c>.</param>
/// <param name="Redis">The resource <c>redis</c>.</param>
internal sealed record StoreResources(
    IResourceBuilder<IResourceWithConnectionString> Database,
    IResourceBuilder<IResourceWithConnectionString> Redis
)
{
    /// <summary>
    /// The address of another database of the same Postgres, as a URL; null where the stores are deployed.
    /// </summary>
    public Func<string, ReferenceExpression>? Url { get; init; }
}

/// <summary>
/// The stores of a local run: containers where a runtime is healthy, programs of this machine where none is.
/// </summary>
internal static class LocalStores
{
    /// <summary>Configuration key: <c>containers</c> or <c>processes</c>; empty (default) asks the machine.</summary>
    public const string ShapeKey = "Stores";

    /// <summary>Configuration key: whether the stores' data outlives the run; default false.</summary>
    public const string VolumesKey = "UseVolumes";

    private const string Containers = "containers";
    private const string Processes = "processes";

    /// <summary>Adds <c>postgres</c> with its database <c>syncdb</c>, and <c>redis</c>.</summary>
    public static StoreResources AddStores(this IDistributedApplicationBuilder builder)
    {
        // A model that is only published is never run: nobody has to be asked what runs here.
        var isRun = builder.ExecutionContext.IsRunMode;
        var shape = builder.Configuration[ShapeKey];
        if (isRun)
        {
            builder.AddStartCheck(() => FindProblems(builder, shape));
        }

        var inContainers = string.IsNullOrEmpty(shape)
            ? !isRun || ContainerRuntime.IsHealthy(builder)
            : shape != Processes;
        var keepsData = builder.Configuration.GetValue(VolumesKey, defaultValue: false);
        return inContainers ? ContainerStores.Add(builder, keepsData) : ProcessStores.Add(builder, keepsData);
    }

    private static IEnumerable<string> FindProblems(IDistributedApplicationBuilder builder, string? shape)
    {
        if (shape is not (null or "" or Containers or Processes))
        {
            yield return $"{ShapeKey}={shape} is unknown: say {Containers} or {Processes}, or leave it out to have the "
                + "machine asked.";
        }

        // Without a runtime Aspire starts all the same, and whatever needs the stores waits for ever.
        if (shape is Containers && !ContainerRuntime.IsHealthy(builder))
        {
            yield return $"{ShapeKey}={Containers}, but neither Docker nor Podman answers: start one, or leave "
                + $"{ShapeKey} out to use the programs of this machine.";
        }
    }
}
