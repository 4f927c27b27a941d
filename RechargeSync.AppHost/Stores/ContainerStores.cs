namespace RechargeSync.AppHost.Stores;

/// <summary>Postgres and Redis in containers.</summary>
internal static class ContainerStores
{
    /// <summary>Adds <c>postgres</c> with <c>syncdb</c>, and <c>redis</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="keepsData">Whether their data outlives the run, in volumes.</param>
    public static StoreResources Add(IDistributedApplicationBuilder builder, bool keepsData)
    {
        var postgres = builder.AddPostgres("postgres");
        var redis = builder.AddRedis("redis");
        if (keepsData)
        {
            postgres.WithDataVolume();

            // A volume alone brings snapshots, which may lose a minute of a stream in a crash.
            redis.WithDataVolume().WithArgs("--appendonly", "yes");
        }

        return new StoreResources(postgres.AddDatabase("syncdb"), redis)
        {
            Url = database => ReferenceExpression.Create($"{postgres.Resource.UriExpression}/{database}"),
        };
    }
}
