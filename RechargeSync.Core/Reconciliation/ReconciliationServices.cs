using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Registers the walk over missed orders and the watch over subscriptions.</summary>
internal static class ReconciliationServices
{
    /// <summary>Both, unless <c>Reconciliation:Enabled</c> is false.</summary>
    public static IHostApplicationBuilder AddReconciliation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddReconciliationOptions();
        services.TryAddSingleton<InboxWriter>();
        services.AddSingleton<ReconciliationMetrics>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<WalkTable>();
        services.AddSingleton<KnownOrders>();
        services.AddSingleton<OrderFeed>();
        services.AddSingleton<OrderComparison>();
        services.AddSingleton<OrderWalk>();
        services.AddSingleton<SubscriptionWatch>();
        if (
            builder.Configuration.GetValue(
                $"{ReconciliationOptions.Section}:{nameof(ReconciliationOptions.Enabled)}",
                defaultValue: true
            )
        )
        {
            services.AddHostedService<ReconciliationLoop>();
        }

        return builder;
    }

    /// <summary>Binds section <c>Reconciliation</c> and checks it at start, for whichever host reads it.</summary>
    public static IServiceCollection AddReconciliationOptions(this IServiceCollection services)
    {
        services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ReconciliationOptionsValidation>();
        return services;
    }
}
