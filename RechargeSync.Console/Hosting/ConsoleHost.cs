using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries.Signatures;
using RechargeSync.Console.Layout;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Console.Hosting;

/// <summary>The Console as a web host: the admin API and the operators' pages.</summary>
internal static class ConsoleHost
{
    // A body whose signature is to be explained, in base64 or with what JSON escapes; nothing else is as long.
    private const int LargestRequest = 2 * SignatureQuery.LargestBody;

    /// <summary>Runs until the service is stopped.</summary>
    /// <returns>0, or 78 where options, Postgres or Redis were refused.</returns>
    public static async Task<int> RunAsync(string[] args) => await Build(args).RunOrExplainAsync();

    /// <summary>Puts the service together without starting it.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="clock">The time that it goes by; null is the system's.</param>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddServiceDefaults();

        // Not a condition of readiness: the page has to tell of a Redis that is away.
        builder.AddRedis();
        builder.AddStorage().AddContext().AddDatabaseCheck<SyncDbContext>();
        builder.AddStores().AddStreamProducer().AddStreamHealth();
        builder.AddOperations().AddStartupChecks();
        builder.AddPages();
        builder.Services.AddOpenApi();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });

        // Every call counts against a limit: no handler may repeat one by itself.
        builder.Services.AddHttpClient(RechargeCalls.ClientName).WithoutStandardResilience();
        builder.Services.AddHttpClient(PlatformHttp.ClientName).WithoutStandardResilience();

        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseWhen(
            context => AdminPaths.IsApi(context.Request.Path),
            api => api.UseExceptionHandler().UseStatusCodePages()
        );
        app.UsePageErrors();
        app.UseSecureCookies();
        app.UseAdminAccess();
        app.MapDefaultEndpoints();
        app.MapAdminApi();
        app.MapPages();
        app.MapOpenApi(AdminApi.Root + "/openapi.json").RequireAuthorization(AccessServices.Viewers);
        return app;
    }
}
