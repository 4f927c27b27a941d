using RechargeSync.Core.Inbox;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<SyncDbContext>(StorageServices.ConnectionName);
builder.AddRedisClient(StreamServices.ConnectionName);
builder.AddStorage().AddStores(calls: false).AddStreamProducer().AddInbox().AddStartupChecks();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapRechargeWebhooks();
return await app.RunOrExplainAsync();
