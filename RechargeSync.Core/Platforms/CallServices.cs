using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Platforms.Rest;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Core.Platforms;

/// <summary>Registers the clients of Recharge and of the platforms.</summary>
internal static class CallServices
{
    /// <summary>The clients of Recharge and of the platforms, and the budget that they share.</summary>
    public static IHostApplicationBuilder AddCalls(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<BudgetOptions>()
            .BindConfiguration(BudgetOptions.Section)
            .Validate(o => o.BucketSize > 0, "Budget:BucketSize must be above 0.")
            .Validate(o => o.LeakPerSecond > 0, "Budget:LeakPerSecond must be above 0.")
            .Validate(o => o.MaxWait >= TimeSpan.Zero, "Budget:MaxWait must not be negative.")
            .Validate(o => o.PauseAfterThrottle >= TimeSpan.Zero, "Budget:PauseAfterThrottle must not be negative.")
            .Validate(o => o.BackfillShare is > 0 and <= 1, "Budget:BackfillShare must be above 0 and at most 1.")
            .ValidateOnStart();
        services.AddSingleton<BudgetMetrics>();
        services.AddSingleton<CallBudget>();
        services.AddSingleton<AddressGate>();
        services.AddSingleton<RechargeClient>();
        services.AddSingleton<PlatformRegistry>();

        // Every call has a time-out of its own, which is part of what the lease is checked against.
        // What comes of a call is told in our own words, with the order's id.
        AddClient(services, RechargeClient.ClientName);
        AddClient(services, RestOrderPlatform.ClientName);
        return builder;
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
