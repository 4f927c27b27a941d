using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Inbox;

/// <summary>Registers and maps durable acceptance.</summary>
internal static class InboxServices
{
    private const double LeastBytesPerSecond = 4096;

    private static readonly TimeSpan s_headersTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The ingress: endpoint and writer.</summary>
    public static IHostApplicationBuilder AddInbox(this IHostApplicationBuilder builder)
    {
        AddOptions(builder);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<InboxMetrics>();
        builder.Services.AddSingleton<InboxWriter>();
        builder.Services.AddSingleton(new BodyBudget());
        builder.Services.AddSingleton<RejectedDeliveries>();
        builder.Services.AddSingleton<LegacyUse>();
        builder.Services.AddSingleton<WebhookRefusals>();
        builder.Services.AddSingleton<LogSampler>();
        builder.Services.AddHostedService<RejectedDeliveryWriter>();
        builder.Services.AddSingleton<RefusalWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RefusalWatch>());
        builder.Services.AddHostedService<StatementsAtStart>();
        builder.Services.AddSingleton<WebhookEndpoints>();
        builder.Services.Configure<JsonOptions>(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, InboxJson.Default)
        );

        builder.Services.AddSingleton<ConnectionLimit>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<ConnectionLimit>(Limit);
        return builder;
    }

    /// <summary>What puts orders into the inbox that Recharge was asked for.</summary>
    public static IServiceCollection AddReingest(this IServiceCollection services)
    {
        services.TryAddSingleton<InboxWriter>();
        services.TryAddSingleton(provider => new OrderReingest(provider.GetRequiredService<InboxWriter>().StoreAsync));
        return services;
    }

    /// <summary>
    /// The sweeper, which makes sure that what was acknowledged is worked on; needs an <see cref="IStreamHandler"/>.
    /// </summary>
    public static IHostApplicationBuilder AddSweeper(this IHostApplicationBuilder builder)
    {
        AddOptions(builder);
        builder.Services.AddSingleton<InboxMetrics>();
        builder.Services.AddHostedService<Sweeper>();
        return builder;
    }

    /// <summary>Maps <c>POST /webhooks/recharge/{store}/{resource}/{event}</c>.</summary>
    public static void MapRechargeWebhooks(this IEndpointRouteBuilder endpoints) => WebhookEndpoints.Map(endpoints);

    private static void Limit(KestrelServerOptions kestrel, ConnectionLimit connections)
    {
        // The ingress caps bodies itself, so that the answer says what to do.
        kestrel.Limits.MaxRequestBodySize = null;

        // What nobody has read yet waits at the sender, not in our memory.
        kestrel.Limits.MaxRequestBufferSize = BodyBudget.Small;

        // Recharge waits 5 seconds for its answer: whoever takes longer for the headers alone is not Recharge. What is
        // read after a refusal, to let the sender see it, has to come at a pace too.
        kestrel.Limits.RequestHeadersTimeout = s_headersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(LeastBytesPerSecond, s_headersTimeout);
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(next => connection => connections.ServeAsync(connection, next))
        );
    }

    private static void AddOptions(IHostApplicationBuilder builder)
    {
        builder
            .Services.AddCheckedOptions(InboxOptions.Section, new InboxOptionsValidation())
            .Validate(
                o => o.StoreTimeout > TimeSpan.Zero && o.StoreTimeout <= TimeSpan.FromSeconds(4),
                "Inbox:StoreTimeout must be above 0 and at most 00:00:04, "
                    + "since Recharge waits 5 seconds for the answer."
            );
    }
}
