using Microsoft.Extensions.Configuration;
using RechargeSync.AppHost;
using RechargeSync.AppHost.Demo;

// The whole system. Run:     dotnet run --project RechargeSync.AppHost
//                   Deploy:  aspire deploy, or azd up; what is different in Azure stands in AzureDeployment.cs.
var builder = DistributedApplication.CreateBuilder(args);
var isLocal = builder.ExecutionContext.IsRunMode;

// Secrets of the store "default". The values for development are in appsettings.Development.json.
var clientSecret = builder.AddParameter("recharge-client-secret", secret: true);
var accessToken = builder.AddParameter("recharge-access-token", secret: true);
var platformKey = builder.AddParameter("platform-api-key", secret: true);

// Postgres holds the inbox and the state of every order, Redis carries the work. Postgres alone must never lose anything.
var (syncdb, redis) = isLocal ? LocalStores.Add(builder) : AzureDeployment.AddStores(builder);

// Creates or upgrades the schema, then ends.
var migrations = builder.AddProject<Projects.RechargeSync_Worker>("migrations", options => options.ExcludeLaunchProfile = true)
    .WithArgs("migrate")
    .WithReference(syncdb)
    .WaitFor(syncdb);

// Receives Recharge's webhooks: the one part that the world can reach.
var webhooks = builder.AddProject<Projects.RechargeSync_Webhooks>("webhooks")
    .WithReference(syncdb)
    .WithReference(redis)
    .WithEnvironment("Stores__default__ClientSecrets__0", clientSecret)
    .WithReplicas(builder.Configuration.GetValue("Replicas:Webhooks", 1))
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WaitFor(redis)
    .WaitForCompletion(migrations);

// Does the work: pushes orders to the platform, writes ids back to Recharge, clears carts, retries, reconciles.
var worker = builder.AddProject<Projects.RechargeSync_Worker>("worker")
    .WithReference(syncdb)
    .WithReference(redis)
    .WithEnvironment("Stores__default__ClientSecrets__0", clientSecret)
    .WithEnvironment("Stores__default__AccessToken", accessToken)
    .WithEnvironment("Stores__default__Platform__ApiKey", platformKey)
    .WithReplicas(builder.Configuration.GetValue("Replicas:Worker", 1))
    .WithHttpHealthCheck("/health")
    .WaitFor(redis)
    .WaitForCompletion(migrations);

// Shows operators what became of every order and lets them act: pages, admin API, and the address of the command line.
var console = builder.AddProject<Projects.RechargeSync_Console>("console")
    .WithReference(syncdb)
    .WithReference(redis)
    .WithEnvironment("Stores__default__ClientSecrets__0", clientSecret)
    .WithEnvironment("Stores__default__AccessToken", accessToken)
    .WithEnvironment("Stores__default__Platform__ApiKey", platformKey)
    .WithHttpHealthCheck("/health")
    .WaitFor(redis)
    .WaitForCompletion(migrations);

if (isLocal)
{
    // Stands in for Recharge and for the external platform; the services' development settings point at it.
    var mock = builder.AddProject<Projects.RechargeSync_MockPlatform>("mock")
        .WithReference(webhooks)
        .WithEnvironment("Mock__Stores__default__ClientSecret", clientSecret)
        .WithEnvironment("Mock__Stores__default__AccessToken", accessToken)
        .WithEnvironment("Mock__Platform__ApiKey", platformKey)
        .WithHttpHealthCheck("/health");
    migrations.WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName);
    webhooks.WithReference(mock);
    worker.WithReference(mock).WaitFor(mock);
    console.WithReference(mock);
    DashboardCommands.Add(mock, console);
    builder.AddDemo(webhooks, worker, mock, console, accessToken);
}
else
{
    var rechargeUrl = builder.AddParameter("recharge-base-url", "https://api.rechargeapps.com", publishValueAsDefault: true);
    var platformUrl = builder.AddParameter("platform-base-url");
    var adminKeyHash = builder.AddParameter("admin-key-hash", secret: true);
    foreach (var service in new[] { worker, console })
    {
        service
            .WithEnvironment("Stores__default__Recharge__BaseUrl", rechargeUrl)
            .WithEnvironment("Stores__default__Platform__BaseUrl", platformUrl)
            .WithEnvironment("Reconciliation__WebhookBaseUrl", webhooks.GetEndpoint("http"))
            .WithEnvironment("Admin__KeyHashes__operator", adminKeyHash);
    }

    // Version and time zone of the store count on both sides: for reading times that come without an offset, and for the write-back.
    var apiVersion = builder.AddParameter("recharge-api-version", "2021-11", publishValueAsDefault: true);
    var timeZone = builder.AddParameter("store-time-zone", "UTC", publishValueAsDefault: true);
    foreach (var service in new[] { webhooks, worker, console })
    {
        service.WithEnvironment("Stores__default__ApiVersion", apiVersion).WithEnvironment("Stores__default__TimeZone", timeZone);
    }

    AzureDeployment.Configure(builder, migrations, webhooks, worker, console, redis);
}

builder.Build().Run();
