using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Registers the runs over Recharge's orders and the subscription monitor.</summary>
internal static class ReconciliationServices
{
    /// <summary>Both, unless <c>Reconciliation:Enabled</c> is false.</summary>
    public static IHostApplicationBuilder AddReconciliation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ReconciliationOptionsValidation>();
        services.TryAddSingleton<InboxWriter>();
        services.AddSingleton<ReconciliationMetrics>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<RunTable>();
        services.AddSingleton<KnownOrders>();
        services.AddSingleton<OrderReingest>();
        services.AddSingleton<OrderComparison>();
        services.AddSingleton<OrderReconciler>();
        services.AddSingleton<SubscriptionMonitor>();
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
}
