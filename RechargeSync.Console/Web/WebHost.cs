using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

namespace RechargeSync.Console.Web;

/// <summary>The Console as a web host: the admin API and the operators' pages.</summary>
public static class WebHost
{
    /// <summary>Runs until the service is stopped.</summary>
    /// <returns>0, or 78 where options or surroundings were refused.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddNpgsqlDbContext<SyncDbContext>(StorageServices.ConnectionName);
        builder.AddRedisClient(StreamServices.ConnectionName);
        builder.AddStorage().AddStores(calls: true).AddStreamProducer().AddStartupChecks();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        return await app.RunOrExplainAsync();
    }
}
