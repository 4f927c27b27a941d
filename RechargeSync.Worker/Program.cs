using RechargeSync.Core.Bulk;
using RechargeSync.Core.Carts;
using RechargeSync.Core.Charges;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Retention;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage().AddStorageHealth();

if (args is ["migrate"])
{
    return await builder.MigrateOrExplainAsync();
}

builder.AddRedis().AddBlockingRedis();
builder
    .AddStores()
    .AddRecharge()
    .AddPlatforms()
    .AddStreamConsumer()
    .AddStreamHealth()
    .AddWork()
    .AddOrders()
    .AddCarts()
    .AddCharges()
    .AddFirstStart()
    .AddSweeper()
    .AddReconciliation()
    .AddRetention()
    .AddBulk()
    .AddStartupChecks();

// Their retries are rows in Postgres, and every call counts against a limit: no handler may repeat one by itself.
builder.Services.AddHttpClient(RechargeCalls.ClientName).WithoutStandardResilience();
builder.Services.AddHttpClient(PlatformHttp.ClientName).WithoutStandardResilience();

var app = builder.Build();
app.MapDefaultEndpoints();
return await app.RunOrExplainAsync();
