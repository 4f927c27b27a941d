#if HOSTING_ASPIRE
// PublishAsAzureContainerAppJob and WithHttpProbe are marked experimental; there is no other way to publish a job or a probe.
#pragma warning disable ASPIREAZURE002, ASPIREPROBES001
using Aspire.Hosting.Azure;
using Azure.Provisioning;
using Azure.Provisioning.AppContainers;
#endif

namespace RechargeSync.AppHost;

/// <summary>What is different in Azure: Container Apps, managed Postgres and Redis, scaling by the length of the queue.</summary>
internal static class AzureDeployment
{
#if HOSTING_ASPIRE
    private const int MaxWorkers = 10;
    private const string ManagedRedisPort = "10000";

    /// <summary>
    /// Adds the managed services. Both are reached by password: KEDA cannot use Entra ID for Redis, and one way for both is simpler.
    /// </summary>
    public static (IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Redis) AddStores(
        IDistributedApplicationBuilder builder)
    {
        var postgres = builder.AddAzurePostgresFlexibleServer("postgres").WithPasswordAuthentication();
        var redis = builder.AddAzureManagedRedis("redis").WithAccessKeyAuthentication();
        return (postgres.AddDatabase("syncdb"), redis);
    }

    /// <summary>Publishes the projects as Container Apps and the migrations as a job that is started after each deployment.</summary>
    public static void Configure(
        IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> migrations, IResourceBuilder<ProjectResource> webhooks,
        IResourceBuilder<ProjectResource> worker, IResourceBuilder<ProjectResource> console, IResourceBuilder<IResourceWithConnectionString> redis)
    {
        builder.AddAzureContainerAppEnvironment("env");
        migrations.PublishAsAzureContainerAppJob();
        webhooks.WithHttpProbe(ProbeType.Readiness, "/health").WithHttpProbe(ProbeType.Liveness, "/alive");
        worker.WithHttpProbe(ProbeType.Liveness, "/alive");

        // No external ingress: operators come through the environment's own network, a private endpoint or a proxy in front of it.
        console.WithHttpProbe(ProbeType.Readiness, "/health").WithHttpProbe(ProbeType.Liveness, "/alive");

        var managedRedis = (AzureManagedRedisResource)redis.Resource;
        worker.PublishAsAzureContainerApp((infrastructure, app) =>
        {
            var host = managedRedis.HostName.AsProvisioningParameter(infrastructure, "redis_host");
            app.Template.Scale.MinReplicas = 1;
            app.Template.Scale.MaxReplicas = MaxWorkers;

            // Lag counts what nobody has read yet; pending entries keep a worker alive that still works on what it has read.
            app.Template.Scale.Rules.Add(StreamRule("inbox-lag", host, ("lagCount", "50"), ("activationLagCount", "0")));
            app.Template.Scale.Rules.Add(StreamRule("inbox-pending", host, ("pendingEntriesCount", "400")));
        });
    }

    private static ContainerAppScaleRule StreamRule(
        string name, ProvisioningParameter host, params (string Key, string Value)[] limits)
    {
        var rule = new ContainerAppCustomScaleRule
        {
            CustomScaleRuleType = "redis-streams",
            Auth =
            {
                // WithReference made a secret of the variable REDIS_PASSWORD; it bears that name.
                new ContainerAppScaleRuleAuth { TriggerParameter = "password", SecretRef = "redis-password" },
            },
        };
        rule.Metadata["host"] = host;
        rule.Metadata["port"] = ManagedRedisPort;
        rule.Metadata["enableTLS"] = "true";
        rule.Metadata["stream"] = "rechargesync:inbox";
        rule.Metadata["consumerGroup"] = "workers";
        foreach (var (key, value) in limits)
        {
            rule.Metadata[key] = value;
        }

        return new ContainerAppScaleRule { Name = name, Custom = rule };
    }
#else
    // The native stack refuses to publish before it could get here.
    public static (IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Redis) AddStores(
        IDistributedApplicationBuilder builder) => throw new NotSupportedException();

    public static void Configure(
        IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> migrations, IResourceBuilder<ProjectResource> webhooks,
        IResourceBuilder<ProjectResource> worker, IResourceBuilder<ProjectResource> console, IResourceBuilder<IResourceWithConnectionString> redis) => throw new NotSupportedException();
#endif
}
