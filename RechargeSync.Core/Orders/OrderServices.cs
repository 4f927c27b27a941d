using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>Registers what is done for orders.</summary>
internal static class OrderServices
{
    /// <summary>Orders as work for the engine.</summary>
    public static IHostApplicationBuilder AddOrders(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddReingest();
        services.AddSingleton<OrderMetrics>();
        services.AddSingleton<GoLive>();
        services.AddSingleton<PlacedOrders>();
        services.AddSingleton<PlatformSteps>();
        services.AddSingleton<LinkSteps>();
        services.AddSingleton<RechargeReadStep>();
        services.AddSingleton<WriteBackSteps>();
        services.AddSingleton<IValidateOptions<WorkOptions>, StepTimeValidation>();
        services.AddHostedService<LateWrites>();
        services.AddWorkOn<OrderRow, OrderTable, OrderKind>(
            ResourceKind.Order,
            (provider, lease) =>
                new OrderTable(
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<WorkerName>(),
                    lease,
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        return builder;
    }
}
