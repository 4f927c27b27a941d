using Microsoft.Extensions.Configuration;

namespace RechargeSync.AppHost;

/// <summary>Postgres and Redis on the developer's machine.</summary>
internal static class LocalStores
{
    /// <summary>Adds both. With <c>UseVolumes=true</c> their data outlives the run.</summary>
    public static (IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Redis) Add(
        IDistributedApplicationBuilder builder)
    {
        var postgres = builder.AddPostgres("postgres");
        var redis = builder.AddRedis("redis");
        if (builder.Configuration.GetValue("UseVolumes", defaultValue: false))
        {
            postgres.WithDataVolume();

            // A volume alone brings snapshots, which may lose a minute of a stream in a crash.
            redis.WithDataVolume().WithArgs("--appendonly", "yes");
        }

        return (postgres.AddDatabase("syncdb"), redis);
    }
}
