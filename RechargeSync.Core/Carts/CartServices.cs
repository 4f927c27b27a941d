using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Carts;

/// <summary>Registers what is done for carts.</summary>
internal static class CartServices
{
    /// <summary>Carts as work for the engine.</summary>
    public static IHostApplicationBuilder AddCarts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWorkOn<CartRow, CartTable, CartKind>(
            ResourceKind.Checkout,
            (provider, lease) =>
                new CartTable(
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<WorkerName>(),
                    lease,
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        return builder;
    }
}
