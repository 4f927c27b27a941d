#pragma warning disable ASPIREPROBES001 // Experimental; there is no other way to publish a probe.
using RechargeSync.AppHost.Startup;
using RechargeSync.AppHost.Stores;

namespace RechargeSync.AppHost;

/// <summary>The projects that are deployed.</summary>
internal sealed record Services(
    IResourceBuilder<ProjectResource> Migrations,
    IResourceBuilder<ProjectResource> Webhooks,
    IResourceBuilder<ProjectResource> Worker,
    IResourceBuilder<ProjectResource> Console
);

/// <summary>
/// What is different where the system is deployed. The one target is Azure, in <c>Deployment.Azure.cs</c>; it is
/// compiled, and its packages are referenced, where the property or environment variable <c>DeployTarget</c> is
/// <c>azure</c>.
/// </summary>
internal static partial class Deployment
{
    private const string NoTarget =
        "This build has no target to deploy to: set the environment variable DeployTarget=azure, "
        + "which the build reads too, and try again.";

    /// <summary>
    /// Adds the stores of the target; without one, those of a local run, so that there is a model at all.
    /// </summary>
    public static StoreResources AddDeployedStores(this IDistributedApplicationBuilder builder)
    {
        StoreResources? stores = null;
        AddAzureStores(builder, ref stores);
        return stores ?? builder.AddStores();
    }

    /// <summary>
    /// Says what the target has to know of the services. Without a target, publishing and deploying are refused.
    /// </summary>
    public static void AddDeployment(
        this IDistributedApplicationBuilder builder,
        Services services,
        IResourceBuilder<IResourceWithConnectionString> redis
    )
    {
        AddSettings(builder, services);

        // No external ingress but for webhooks: operators come through the environment's own network, a private
        // endpoint or a proxy in front of it. Workers are told by no one, so nothing has to know whether they are
        // ready.
        services.Webhooks.WithHttpProbe(ProbeType.Readiness, "/health").WithHttpProbe(ProbeType.Liveness, "/alive");
        services.Console.WithHttpProbe(ProbeType.Readiness, "/health").WithHttpProbe(ProbeType.Liveness, "/alive");
        services.Worker.WithHttpProbe(ProbeType.Liveness, "/alive");

        var isConfigured = false;
        ConfigureAzure(builder, services, redis, ref isConfigured);
        if (!isConfigured)
        {
            // Aspire itself would report success and do nothing.
            builder.AddStartCheck(() => [NoTarget]);
        }
    }

    static partial void AddAzureStores(IDistributedApplicationBuilder builder, ref StoreResources? stores);

    static partial void ConfigureAzure(
        IDistributedApplicationBuilder builder,
        Services services,
        IResourceBuilder<IResourceWithConnectionString> redis,
        ref bool isConfigured
    );

    // Each person's own key where they are named, so that the audit trail tells who it was; else one for all operators.
    private static void AddKeys(IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> console)
    {
        var people = builder.Configuration.GetSection("Admin:Keys").GetChildren().ToList();
        foreach (var person in people)
        {
            console
                .WithEnvironment($"Admin__Keys__{person.Key}__Hash", person["Hash"] ?? "")
                .WithEnvironment($"Admin__Keys__{person.Key}__Role", person["Role"] ?? "viewer");
        }

        if (people.Count == 0)
        {
            var hash = builder
                .AddParameter("admin-key-hash", secret: true)
                .WithDescription("Hash of the operators' key (Admin:Keys in docs/configuration.md).");
            console
                .WithEnvironment("Admin__Keys__operator__Hash", hash)
                .WithEnvironment("Admin__Keys__operator__Role", "operator");
        }
    }

    private static void AddSettings(IDistributedApplicationBuilder builder, Services services)
    {
        var rechargeUrl = builder
            .AddParameter("recharge-base-url", "https://api.rechargeapps.com", publishValueAsDefault: true)
            .WithDescription("Address of Recharge's API.");
        var platformUrl = builder
            .AddParameter("platform-base-url")
            .WithDescription("Address of the external platform's API.");
        foreach (var service in new[] { services.Worker, services.Console })
        {
            service
                .WithEnvironment("Stores__default__Recharge__BaseUrl", rechargeUrl)
                .WithEnvironment("Stores__default__Platform__BaseUrl", platformUrl)
                .WithEnvironment("Reconciliation__WebhookBaseUrl", services.Webhooks.GetEndpoint("http"));
        }

        AddKeys(builder, services.Console);

        // Version and time zone of the store count on both sides: for reading times that come without an offset, and
        // for the write-back.
        var apiVersion = builder
            .AddParameter("recharge-api-version", "2021-11", publishValueAsDefault: true)
            .WithDescription("API version of the store's webhooks: 2021-11 or 2021-01.");
        var timeZone = builder
            .AddParameter("store-time-zone", "UTC", publishValueAsDefault: true)
            .WithDescription("IANA time zone of the store, such as America/New_York.");
        foreach (var service in new[] { services.Webhooks, services.Worker, services.Console })
        {
            service
                .WithEnvironment("Stores__default__ApiVersion", apiVersion)
                .WithEnvironment("Stores__default__TimeZone", timeZone);
        }
    }
}
