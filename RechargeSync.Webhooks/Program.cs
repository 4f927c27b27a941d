using RechargeSync.Core.Inbox;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults().AddOwnTraces();

// Not a condition of readiness: without Redis the ingress goes on storing.
builder.AddRedis();
builder.AddStorage().AddStorageHealth();
builder.AddStores().AddStreamProducer().AddStreamHealth().AddInbox().AddFirstStart().AddStartupChecks();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapRechargeWebhooks();
return await app.RunOrExplainAsync();
