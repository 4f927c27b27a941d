using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Control;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Faults;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Listing;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.Recharge.Writing;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Storefront;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform;

/// <summary>Puts the mock's parts together.</summary>
internal static class MockPlatformServices
{
    public static WebApplicationBuilder AddMockPlatform(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MockOptions>().BindConfiguration(MockOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MockOptions>, MockOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<MockOptions>, MockReach>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder
            .Services.AddSingleton<StoreDirectory>()
            .AddSingleton<MockState>()
            .AddSingleton<VirtualClock>()
            .AddSingleton<IdSource>();
        return builder.AddRecharge().AddPlatformAndFaults().AddDispatch().AddControl();
    }

    public static WebApplication MapMockPlatform(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/recharge", StringComparison.OrdinalIgnoreCase),
            recharge => recharge.UseMiddleware<RechargeGate>().UseMiddleware<RechargeFaults>()
        );
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/platform", StringComparison.OrdinalIgnoreCase),
            platform => platform.UseMiddleware<PlatformGate>()
        );

        var recharge = app.MapGroup("/recharge");
        recharge.MapOrders();
        recharge.MapCharges();
        recharge.MapCheckouts();
        recharge.MapWebhooks();
        var platform = app.MapGroup("/platform");
        platform.MapPlatformOrders();
        platform.MapCarts();
        app.MapGroup("/control").MapControl();
        app.MapStorefront();
        return app;
    }

    private static WebApplicationBuilder AddRecharge(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<CallLimiter>()
            .AddSingleton<CallCounters>()
            .AddSingleton<AddressLocks>()
            .AddSingleton<RechargeGate>()
            .AddSingleton<RechargeFaults>()
            .AddSingleton<RecordReader>()
            .AddSingleton<RecordList>()
            .AddSingleton<RecordWriter>();
        return builder;
    }

    private static WebApplicationBuilder AddPlatformAndFaults(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<PlatformGate>()
            .AddSingleton<FaultDials>()
            .AddSingleton<FaultInjector>()
            .AddSingleton<Dice>();
        return builder;
    }

    private static WebApplicationBuilder AddDispatch(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<WebhookClient>()
            .AddSingleton<WebhookDispatcher>()
            .AddSingleton<DefaultSubscriptions>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DefaultSubscriptions>());
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookDispatcher>());

        // An attempt is one call: repeating it is the dispatcher's own business, and a redirect counts as a failure.
        builder
            .Services.AddHttpClient(WebhookClient.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }
            )
            .WithoutStandardResilience();
        return builder;
    }

    private static WebApplicationBuilder AddControl(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<CheckoutDesk>()
            .AddSingleton<DueOrders>()
            .AddSingleton<OrderActions>()
            .AddSingleton<Auditor>()
            .AddSingleton<TestEvents>()
            .AddSingleton<MockReset>();
        return builder;
    }
}
