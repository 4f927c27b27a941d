using Aspire.Hosting.Azure;
using Azure.Provisioning;
using Azure.Provisioning.AppContainers;
using Azure.Provisioning.PostgreSql;
using RechargeSync.AppHost.Stores;

namespace RechargeSync.AppHost;

/// <summary>Azure: Container Apps, managed Postgres and Redis, scaling by the length of the queue.</summary>
internal static partial class Deployment
{
    private const int MaxWorkers = 10;
    private const int BackupDays = 35;
    private const int StorageGigabytes = 64;
    private const string ManagedRedisPort = "10000";

    // Six hours. After the half hour that Aspire allows, a long statement would be ended, and begin again each time.
    private const int MigrationSeconds = 6 * 60 * 60;

    // Entries that are done are deleted, so the stream's length is what waits and what is worked on, of which one
    // worker holds 256. Not the consumer group's lag: from Redis 7.2 on it is unknown as soon as entries are deleted
    // out of order, which KEDA takes for nothing to do.
    private const string EntriesPerWorker = "300";

    // Both are reached by password: KEDA cannot use Entra ID for Redis, and one way for both is simpler.
    static partial void AddAzureStores(IDistributedApplicationBuilder builder, ref StoreResources? stores)
    {
        var postgres = builder
            .AddAzurePostgresFlexibleServer("postgres")
            .WithPasswordAuthentication()
            .ConfigureInfrastructure(Secure);
        var redis = builder.AddAzureManagedRedis("redis").WithAccessKeyAuthentication();
        stores = new StoreResources(postgres.AddDatabase("syncdb"), redis);
    }

    // Aspire's default is a burstable machine without a standby, with 32 GB and a week of backups: too little for what
    // must never be lost. The standby is synchronous, in another zone.
    private static void Secure(AzureResourceInfrastructure infrastructure)
    {
        var server = infrastructure.GetProvisionableResources().OfType<PostgreSqlFlexibleServer>().Single();
        server.Sku = new PostgreSqlFlexibleServerSku
        {
            Name = "Standard_D2ds_v5",
            Tier = PostgreSqlFlexibleServerSkuTier.GeneralPurpose,
        };
        server.HighAvailability = new PostgreSqlFlexibleServerHighAvailability
        {
            Mode = PostgreSqlFlexibleServerHighAvailabilityMode.ZoneRedundant,
        };
        server.Storage = new PostgreSqlFlexibleServerStorage
        {
            StorageSizeInGB = StorageGigabytes,
            AutoGrow = StorageAutoGrow.Enabled,
        };
        server.Backup = new PostgreSqlFlexibleServerBackupProperties
        {
            BackupRetentionDays = BackupDays,
            GeoRedundantBackup = PostgreSqlFlexibleServerGeoRedundantBackupEnum.Disabled,
        };
    }

    // The projects become Container Apps, the migrations a job that is started after each deployment.
    static partial void ConfigureAzure(
        IDistributedApplicationBuilder builder,
        Services services,
        IResourceBuilder<IResourceWithConnectionString> redis,
        ref bool isConfigured
    )
    {
        builder.AddAzureContainerAppEnvironment("env");
        services.Migrations.PublishAsAzureContainerAppJob(
            (_, job) => job.Configuration.ReplicaTimeout = MigrationSeconds
        );
        var managedRedis = (AzureManagedRedisResource)redis.Resource;
        services.Worker.PublishAsAzureContainerApp(
            (infrastructure, app) =>
            {
                app.Template.Scale.MinReplicas = 1;
                app.Template.Scale.MaxReplicas = MaxWorkers;
                app.Template.Scale.Rules.Add(
                    QueueLength(managedRedis.HostName.AsProvisioningParameter(infrastructure, "redis_host"))
                );
            }
        );
        isConfigured = true;
    }

    private static ContainerAppScaleRule QueueLength(ProvisioningParameter host) =>
        new()
        {
            Name = "inbox-length",
            Custom = new ContainerAppCustomScaleRule
            {
                CustomScaleRuleType = "redis-streams",
                Metadata =
                {
                    { "host", host },
                    { "port", ManagedRedisPort },
                    { "enableTLS", "true" },
                    { "stream", "rechargesync:inbox" },
                    { "streamLength", EntriesPerWorker },
                },
                Auth =
                {
                    // WithReference made a secret of the variable REDIS_PASSWORD; it bears that name.
                    new ContainerAppScaleRuleAuth { TriggerParameter = "password", SecretRef = "redis-password" },
                },
            },
        };
}
