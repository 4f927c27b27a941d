using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Acts;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Doctoring;
using RechargeSync.Core.Admin.Endpoints;
using RechargeSync.Core.Admin.Live;
using RechargeSync.Core.Admin.Overviews;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.DeadLetters;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Admin;

/// <summary>Registers and maps the admin API.</summary>
internal static class AdminServices
{
    /// <summary>The whole API with who may use it. Needs storage, stores, Redis and the stream's producer.</summary>
    public static IHostApplicationBuilder AddAdminApi(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddAdminAccess(required: true).AddDeadLetters().AddCalls();
        services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.Section).ValidateOnStart();
        services.AddExceptionHandler<AdminFaults>();
        services.TryAddSingleton<BudgetLook>();
        services.AddSingleton<TraceLinks>();
        AddQueries(services);
        services.AddSingleton<OrderActs>();
        services.AddSingleton<JobActs>();
        services.AddSingleton<Surroundings>();
        services.AddSingleton<StoreSurroundings>();
        services.AddSingleton<Doctor>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveQuery>();
        services.AddSingleton<LiveEndpoint>();
        services.AddHostedService<LivePoller>();
        services.Configure<JsonOptions>(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminJson.Default)
        );
        return builder;
    }

    /// <summary>Maps <c>/admin/v1</c>. Everything needs a role, but for the sign-in.</summary>
    public static void MapAdminApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(AdminPaths.Api).RequireAuthorization(AccessServices.Viewers);
        SystemEndpoints.Map(api);
        OrderEndpoints.Map(api);
        DeliveryEndpoints.Map(api);
        ReconciliationEndpoints.Map(api);
        endpoints.MapDeadLetters();
    }

    private static void AddQueries(IServiceCollection services)
    {
        services.AddSingleton<OrderViews>();
        services.AddSingleton<Queries.OrderList>();
        services.AddSingleton<OrderDetails>();
        services.AddSingleton<Payloads>();
        services.AddSingleton<DeliveryList>();
        services.AddSingleton<UnstoredList>();
        services.AddSingleton<DeadLetterGroups>();
        services.AddSingleton<RunList>();
        services.AddSingleton<JobStates>();
        services.AddSingleton<SubscriptionList>();
        services.AddSingleton<ActList>();
        services.AddSingleton<InboxPlace>();
        services.AddSingleton<SeriesQuery>();
        services.AddSingleton<SeriesCache>();
        services.AddSingleton<OverviewQuery>();
    }
}
