using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Inbox;

/// <summary>Registers and maps durable acceptance.</summary>
internal static class InboxServices
{
    /// <summary>The ingress: endpoint and writer.</summary>
    public static IHostApplicationBuilder AddInbox(this IHostApplicationBuilder builder)
    {
        AddOptions(builder);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<InboxMetrics>();
        builder.Services.AddSingleton<InboxWriter>();
        builder.Services.AddSingleton(new BodyBudget());
        builder.Services.AddSingleton<RejectedDeliveries>();
        builder.Services.AddSingleton<WebhookRefusals>();
        builder.Services.AddHostedService<RejectedDeliveryWriter>();
        builder.Services.AddHostedService<StatementsAtStart>();
        builder.Services.AddSingleton<WebhookEndpoints>();
        builder.Services.Configure<JsonOptions>(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, InboxJson.Default)
        );

        // The ingress caps bodies itself, so that the answer says what to do.
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;

            // What nobody has read yet waits at the sender, not in our memory.
            kestrel.Limits.MaxRequestBufferSize = BodyBudget.Small;
            kestrel.AddServerHeader = false;
        });
        return builder;
    }

    /// <summary>The sweeper, which makes sure that what was acknowledged is worked on.</summary>
    public static IHostApplicationBuilder AddSweeper(this IHostApplicationBuilder builder)
    {
        AddOptions(builder);
        builder.Services.AddSingleton<InboxMetrics>();
        builder.Services.AddHostedService<Sweeper>();
        return builder;
    }

    /// <summary>Maps <c>POST /webhooks/recharge/{store}/{resource}/{event}</c>.</summary>
    public static void MapRechargeWebhooks(this IEndpointRouteBuilder endpoints) => WebhookEndpoints.Map(endpoints);

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
