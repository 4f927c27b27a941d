using Microsoft.Extensions.Configuration;
using RechargeSync.AppHost;
using RechargeSync.AppHost.Demo;
using RechargeSync.AppHost.Shops;
using RechargeSync.AppHost.Startup;
using RechargeSync.AppHost.Stores;

// The whole system. Run:     dotnet run --project RechargeSync.AppHost [-- --platform medusa|vendure]
//                   Deploy:  DeployTarget=azure aspire deploy, or azd up; what is different there stands in
//                            Deployment*.cs.
// Nothing here speaks HTTPS, so nobody has to trust a development certificate.
var options = new DistributedApplicationOptions
{
    Args = ShopSelection.WithPlatform(args),
    TrustDeveloperCertificate = false,
    DeveloperCertificateDefaultHttpsTerminationEnabled = false,
};
var builder = DistributedApplication.CreateBuilder(options);
var isLocal = builder.ExecutionContext.IsRunMode;

// Secrets of the store "default". The values for development are in appsettings.Development.json.
var clientSecret = builder
    .AddParameter("recharge-client-secret", secret: true)
    .WithDescription("API Client Secret of the store's token at Recharge: signs webhooks.");
var accessToken = builder
    .AddParameter("recharge-access-token", secret: true)
    .WithDescription("API token of the store at Recharge: authenticates our calls.");
var platformKey = builder
    .AddParameter("platform-api-key", secret: true)
    .WithDescription("Key of the external platform's API.");

// Postgres holds the inbox and the state of every order, Redis carries the work. Postgres alone must never lose
// anything.
var stores = isLocal ? builder.AddStores() : builder.AddDeployedStores();
var (syncdb, redis) = stores;

// Who migrates owns the tables. Each service comes by a role of its own, which can do what the service needs.
var logins = builder.AddDatabaseLogins(syncdb);

// Creates or upgrades the schema, makes the roles, then ends.
var migrations = builder
    .AddProject<Projects.RechargeSync_Worker>("migrations", options => options.ExcludeLaunchProfile = true)
    .WithArgs("migrate")
    .WithReference(syncdb)
    .MakesRoles(logins)
    .WithIconName("DatabaseArrowUp")
    .WaitFor(syncdb)
    .Essential();

// Receives Recharge's webhooks: the one part that the world can reach. Where it is deployed, one replica may go.
var webhooks = builder
    .AddProject<Projects.RechargeSync_Webhooks>("webhooks")
    .WithLogin(logins.Ingress)
    .WithReference(redis)
    .WithEnvironment("Stores__default__ClientSecrets__0", clientSecret)
    .WithReplicas(builder.Configuration.GetValue("Replicas:Webhooks", isLocal ? 1 : 2))
    .WithIconName("MailInbox")
    .WithExternalHttpEndpoints()
    .WaitFor(redis)
    .WaitForCompletion(migrations);

// Does the work: pushes orders to the platform, writes ids back to Recharge, clears carts, retries, reconciles.
var worker = builder
    .AddProject<Projects.RechargeSync_Worker>("worker")
    .WithLogin(logins.Worker)
    .WithReference(redis)
    .WithEnvironment("Stores__default__ClientSecrets__0", clientSecret)
    .WithEnvironment("Stores__default__AccessToken", accessToken)
    .WithEnvironment("Stores__default__Platform__ApiKey", platformKey)
    .WithReplicas(builder.Configuration.GetValue("Replicas:Worker", 1))
    .WithIconName("Engine")
    .WaitFor(redis)
    .WaitForCompletion(migrations);

// Shows operators what became of every order and lets them act: pages, admin API, and the address of the command line.
var console = builder
    .AddProject<Projects.RechargeSync_Console>("console")
    .WithLogin(logins.Console)
    .WithReference(redis)
    .WithEnvironment("Stores__default__ClientSecrets__0", clientSecret)
    .WithEnvironment("Stores__default__AccessToken", accessToken)
    .WithEnvironment("Stores__default__Platform__ApiKey", platformKey)
    .WithIconName("PersonWrench")
    .WaitFor(redis)
    .WaitForCompletion(migrations);

if (isLocal)
{
    // Stands in for Recharge and for the external platform; the services' development settings point at it.
    var mock = builder
        .AddProject<Projects.RechargeSync_MockPlatform>("mock")
        .WithReference(webhooks)
        .WithEnvironment("Mock__Stores__default__ClientSecret", clientSecret)
        .WithEnvironment("Mock__Stores__default__AccessToken", accessToken)
        .WithEnvironment("Mock__Platform__ApiKey", platformKey)
        .WithIconName("BuildingShop");

    // Where the system is deployed, probes take their place; Aspire refuses both for one path.
    foreach (var service in new[] { webhooks, worker, mock, console })
    {
        service.WithHttpHealthCheck("/health");
    }

    migrations.WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName);
    webhooks.WithReference(mock);
    worker.WithReference(mock).WaitFor(mock);
    console.WithReference(mock);
    // A real platform in place of the sandbox's, where one is asked for.
    var shop = builder.AddShop(stores);
    shop?.Connect(worker);
    shop?.Connect(console);
    DashboardLinks.Add(webhooks, worker, mock, console);
    DashboardCommands.Add(mock, console);
    builder.UsePlainHttp();
    builder.AddFixedPortCheck();
    builder.AddFailedResources();
    builder.AddDemo(webhooks, worker, mock, console, accessToken);
}
else
{
    builder.AddDeployment(new Services(migrations, webhooks, worker, console), redis);
}

return await builder.Build().RunOrExplainAsync();
