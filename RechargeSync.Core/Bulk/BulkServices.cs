using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Bulk;

/// <summary>Registers bulk jobs as work for the engine.</summary>
internal static class BulkServices
{
    /// <summary>Whichever worker has time takes the next page of a job.</summary>
    public static IHostApplicationBuilder AddBulk(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddCheckedOptions(BulkOptions.Section, new BulkRanges());
        services.AddSingleton<BulkMetrics>();
        services.AddSingleton(provider => new BulkJobTable(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<WorkerName>()
        ));
        services.AddSingleton<IDatedTable>(provider => provider.GetRequiredService<BulkJobTable>());
        services.AddJobs<BulkJob, BulkKind>(provider => provider.GetRequiredService<BulkJobTable>());
        return builder;
    }
}
