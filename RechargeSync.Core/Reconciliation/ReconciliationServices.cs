using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Reconciliation;

/// <summary>Registers the runs over Recharge's orders and the subscription monitor as work for the engine.</summary>
internal static class ReconciliationServices
{
    /// <summary>
    /// Both, unless <c>Reconciliation:Enabled</c> is false; no monitor without an address to monitor.
    /// </summary>
    public static IHostApplicationBuilder AddReconciliation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddReconciliationOptions();
        services.AddReingest();
        services.AddSingleton<ReconciliationMetrics>();
        services.AddSingleton<KnownOrders>();
        services.AddSingleton<OrderComparison>();
        services.AddSingleton<RestoreWatch>();
        services.AddSingleton<LastRestore>(provider => provider.GetRequiredService<RestoreWatch>().LastRestoreAsync);
        services.AddHostedService(provider => provider.GetRequiredService<RestoreWatch>());
        var section = builder.Configuration.GetSection(ReconciliationOptions.Section);
        if (!section.GetValue(nameof(ReconciliationOptions.Enabled), defaultValue: true))
        {
            return builder;
        }

        services.AddJobs<RunJob, OrderReconciler>(provider => new RunTable(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<WorkerName>(),
            Stores(provider),
            Times(provider.GetRequiredService<IOptions<ReconciliationOptions>>().Value)
        ));
        if (!string.IsNullOrEmpty(section[nameof(ReconciliationOptions.WebhookBaseUrl)]))
        {
            services.AddJobs<MonitorJob, SubscriptionMonitor>(provider => new MonitorTable(
                provider.GetRequiredService<NpgsqlDataSource>(),
                provider.GetRequiredService<WorkerName>(),
                Stores(provider)
            ));
        }

        return builder;
    }

    /// <summary>Binds section <c>Reconciliation</c> and checks it at start, for whichever host reads it.</summary>
    public static IServiceCollection AddReconciliationOptions(this IServiceCollection services)
    {
        services.AddCheckedOptions(ReconciliationOptions.Section, new ReconciliationRanges());
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ReconciliationOptionsValidation>();
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, WebhooksInClear>();
        return services;
    }

    /// <summary>What the options say of them.</summary>
    internal static RunTimes Times(ReconciliationOptions options) =>
        new()
        {
            Overlap = options.Overlap,
            InitialLookback = options.InitialLookback,
            Retention = options.Retention,
        };

    private static string[] Stores(IServiceProvider provider) =>
        [.. provider.GetRequiredService<StoreRegistry>().All.Select(store => store.Name)];
}
