using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Charges;

/// <summary>Registers what is done for charges.</summary>
internal static class ChargeServices
{
    /// <summary>Charges as work for the engine.</summary>
    public static IHostApplicationBuilder AddCharges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWorkOn<ChargeRow, ChargeTable, ChargeKind>(
            ResourceKind.Charge,
            (provider, lease) =>
                new ChargeTable(
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<WorkerName>(),
                    lease,
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        return builder;
    }
}
