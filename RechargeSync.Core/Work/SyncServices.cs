using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Carts;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Platforms.Http;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Registers the state machine and what it calls.</summary>
internal static class SyncServices
{
    /// <summary>Orders, carts, retries and the clients of Recharge and of the platforms.</summary>
    public static IHostApplicationBuilder AddSync(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SyncOptions>().BindConfiguration(SyncOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SyncOptions>, SyncOptionsValidation>();
        services.AddSingleton<SyncMetrics>();
        services.AddSingleton<WorkGate>();
        services.AddSingleton<IStreamHandler, SyncHandler>();

        services.AddSingleton<PlatformSteps>();
        services.AddSingleton<WriteBackSteps>();
        AddKind<OrderRow, OrderTable, OrderKind>(services);
        AddKind<CartRow, CartTable, CartKind>(services);
        builder.AddCalls();
        services.AddHostedService<ClockRepair>();
        services.AddHostedService<BacklogGauges>();
        return builder;
    }

    /// <summary>The clients of Recharge and of the platforms, and the budget that they share.</summary>
    public static IHostApplicationBuilder AddCalls(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section)
            .Validate(o => o.BucketSize > 0, "Budget:BucketSize must be above 0.")
            .Validate(o => o.LeakPerSecond > 0, "Budget:LeakPerSecond must be above 0.")
            .Validate(o => o.MaxWait >= TimeSpan.Zero, "Budget:MaxWait must not be negative.")
            .Validate(o => o.PauseAfterThrottle >= TimeSpan.Zero, "Budget:PauseAfterThrottle must not be negative.")
            .Validate(o => o.BackfillShare is > 0 and <= 1, "Budget:BackfillShare must be above 0 and at most 1.")
            .ValidateOnStart();
        services.AddSingleton<RateLimitMetrics>();
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<AddressLock>();
        services.AddSingleton<RechargeClient>();
        services.AddSingleton<PlatformRegistry>();

        // Every call has a time-out of its own, which is part of what the lease is checked against.
        // What comes of a call is told in our own words, with the order's id.
        AddClient(services, RechargeClient.ClientName);
        AddClient(services, HttpOrderPlatform.ClientName);
        return builder;
    }

    private static void AddKind<TRow, TTable, TKind>(IServiceCollection services)
        where TRow : WorkRow
        where TTable : class, IWorkTable<TRow>
        where TKind : class, IWorkKind<TRow>
    {
        services.AddSingleton<IWorkTable<TRow>, TTable>();
        services.AddSingleton<IWorkKind<TRow>, TKind>();
        services.AddSingleton<WorkLoop<TRow>>();
        services.AddHostedService<DueScanner<TRow>>();
    }

    // A redirect is not followed: the token would go along to wherever it points, and a write would come there as a
    // read.
    private static void AddClient(IServiceCollection services, string name) =>
        services
            .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
            )
            .RemoveAllLoggers();
}
