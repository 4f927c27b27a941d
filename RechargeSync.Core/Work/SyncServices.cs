using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Carts;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Registers the state machine.</summary>
internal static class SyncServices
{
    /// <summary>Orders, carts and retries. Needs the clients of Recharge and of the platforms.</summary>
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
        services.AddHostedService<ClockRepair>();
        services.AddHostedService<BacklogGauges>();
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
}
