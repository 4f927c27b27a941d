using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Platforms.Rest;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;

SocketCompletions.RunInline();
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage().AddDatabaseCheck<SyncDbContext>();

if (args is ["migrate"])
{
    return await builder.MigrateOrExplainAsync();
}

builder.AddRedis(isRequired: true).AddBlockingRedis();
builder
    .AddStores(calls: true)
    .AddStreamConsumer()
    .AddSync()
    .AddSweeper()
    .AddReconciliation()
    .AddStartupChecks();

// Their retries are rows in Postgres, and every call counts against a budget: no handler may repeat one by itself.
builder.Services.AddHttpClient(RechargeClient.ClientName).WithoutStandardResilience();
builder.Services.AddHttpClient(RestOrderPlatform.ClientName).WithoutStandardResilience();

var app = builder.Build();
app.MapDefaultEndpoints();
return await app.RunOrExplainAsync();
