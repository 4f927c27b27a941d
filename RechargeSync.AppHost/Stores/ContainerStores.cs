using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Stores;

/// <summary>Postgres and Redis in containers.</summary>
internal static class ContainerStores
{
    /// <summary>Adds both.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="keepsData">Whether their data outlives the run, in volumes.</param>
    public static StoreResources Add(IDistributedApplicationBuilder builder, bool keepsData)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.AddStartCheck(() => FindProblem(builder));
        }

        var postgres = builder.AddPostgres("postgres");
        var redis = builder.AddRedis("redis");
        if (keepsData)
        {
            postgres.WithDataVolume();

            // A volume alone brings snapshots, which may lose a minute of a stream in a crash.
            redis.WithDataVolume().WithArgs("--appendonly", "yes");
        }

        return new StoreResources(postgres.AddDatabase("syncdb"), redis);
    }

    // Without a runtime Aspire starts all the same, and whatever needs the stores waits for ever.
    private static IEnumerable<string> FindProblem(IDistributedApplicationBuilder builder) =>
        ContainerRuntime.IsHealthy(builder)
            ? []
            :
            [
                $"{LocalStores.ShapeKey}=containers, but neither Docker nor Podman answers: start one, "
                + $"or leave {LocalStores.ShapeKey} out to use the programs of this machine.",
            ];
}
