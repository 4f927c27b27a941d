using Microsoft.AspNetCore.Http.Json;
using RechargeSync.Console.Access;
using RechargeSync.Console.Audit;
using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.DeadLetters;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Deliveries.Signatures;
using RechargeSync.Console.Doctor;
using RechargeSync.Console.Layout;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Live;
using RechargeSync.Console.Orders;
using RechargeSync.Console.Overview;
using RechargeSync.Console.Pauses;
using RechargeSync.Console.Payloads;
using RechargeSync.Console.Reconciliation;
using RechargeSync.Console.Subscriptions;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Hosting;

/// <summary>
/// Registers what people do, and maps it: each as a part of the admin API, and as pages with their forms.
/// </summary>
internal static class ConsoleServices
{
    /// <summary>
    /// Queries and actions, with who may use them. Needs storage, stores, Redis and the stream's producer.
    /// </summary>
    public static IHostApplicationBuilder AddOperations(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddAdminAccess().AddRecharge().AddPlatforms();
        services.AddReconciliationOptions();
        services.AddProblemDetails();
        services.AddExceptionHandler<Faults>();
        services.AddSingleton<TraceLinks>();

        services.AddSingleton<InboxCursor>().AddSingleton<SeriesQuery>().AddSingleton<SeriesCache>();
        services.AddSingleton<WaitingCounts>().AddSingleton<UnservedStores>();
        services.AddSingleton<OverviewQuery>().AddSingleton<StoreNames>();
        services.AddSingleton<OrderViews>().AddSingleton<Orders.OrderList>().AddSingleton<OrderDetails>();
        services.AddSingleton<OrderOperations>().AddSingleton<PlaceOperations>();
        services.AddSingleton<PersonErasure>().AddSingleton<ErasureOperations>();
        services.AddSingleton<DeadLetterStore>().AddSingleton<DeadLetterGroups>().AddSingleton<DeadLetterOperations>();
        services.AddSingleton<DeliveryList>().AddSingleton<RejectedList>().AddSingleton<SignatureQuery>();
        services.AddSingleton<PayloadQuery>();
        services.AddSingleton<RunList>().AddSingleton<JobOperations>().AddSingleton<RestoreOperations>();
        services.AddSingleton<BulkList>().AddSingleton<BulkOperations>();
        services.AddSingleton<SubscriptionHealthQuery>().AddSingleton<ListedSubscriptions>();
        services.AddSingleton<SubscriptionList>();
        services.AddSingleton<PauseList>().AddSingleton<PauseOperations>().AddSingleton<RefusedDeliveriesQuery>();
        services.AddSingleton<AuditList>();
        services
            .AddSingleton<SystemChecks>()
            .AddSingleton<DatabaseChecks>()
            .AddSingleton<TableChecks>()
            .AddSingleton<LegacyUse>()
            .AddSingleton<StoreChecks>()
            .AddSingleton<OrderChecks>();
        services.AddSingleton<Diagnostics>();
        services.AddSingleton<LiveHub>().AddSingleton<LiveQuery>().AddSingleton<LiveEndpoint>();
        services.AddHostedService<LivePoller>();
        services.Configure<JsonOptions>(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminJson.Default)
        );
        return builder;
    }

    /// <summary>Maps <c>/admin/v1</c>. Everything needs a role, but for the sign-in.</summary>
    public static void MapAdminApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(AdminApi.Root).RequireAuthorization(AccessServices.Viewers);
        SessionEndpoints.Map(api);
        OverviewEndpoints.Map(api);
        OrderEndpoints.Map(api);
        CustomerEndpoints.Map(api);
        DeadLetterEndpoints.Map(api);
        DeliveryEndpoints.Map(api);
        BulkEndpoints.Map(api);
        ReconciliationEndpoints.Map(api);
        SubscriptionEndpoints.Map(api);
        PauseEndpoints.Map(api);
        AuditEndpoints.Map(api);
        DoctorEndpoints.Map(api);
        LiveEndpoint.Map(api);
    }

    /// <summary>
    /// Maps pages, their forms and assets, and checks the tokens of forms; after authentication. A page is for
    /// everybody with a role, a form that acts for operators, as the API has it.
    /// </summary>
    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        AssetFiles.Map(app);
        app.MapRazorComponents<App>().RequireAuthorization(AccessServices.Viewers);
        SignOut.Map(app);
        var forms = app.MapGroup("").RequireAuthorization(AccessServices.Operators).ExcludeFromDescription();
        OrderForms.Map(forms);
        DeadLetterForms.Map(forms);
        BulkForms.Map(forms);
        ReconciliationForms.Map(forms);
        SubscriptionForms.Map(forms);
        PauseForms.Map(forms);
    }
}
