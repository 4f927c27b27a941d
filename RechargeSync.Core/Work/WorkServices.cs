using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Work;

/// <summary>Registers the engine; what it works on registers itself by <see cref="AddWorkOn"/>.</summary>
internal static class WorkServices
{
    /// <summary>The engine: dispatch, retries, and the care for what the database's clock has spoilt.</summary>
    public static IHostApplicationBuilder AddWork(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddCheckedOptions(WorkOptions.Section, new WorkRanges());
        services.AddSingleton<IValidateOptions<WorkOptions>, WorkOptionsValidation>();
        services.AddSingleton<WorkMetrics>();
        services.AddSingleton<WorkSlots>();
        services.AddSingleton<StorePauses>();
        services.AddHealthChecks().AddCheck<PausedStoresCheck>("stores");
        services.AddSingleton<WorkerNameLock>();
        services.AddSingleton<IStartupCheck, WorkerNameCheck>();
        services.AddHostedService<WorkerNameWatch>();
        services.AddSingleton<IStreamHandler, WorkDispatcher>();
        services.AddHostedService<PauseKeeper>();
        services.AddHostedService<ClockRepair>();
        services.AddHostedService<BacklogGauges>();
        services.AddHostedService<ServedStores>();
        return builder;
    }

    /// <summary>A kind of work: its table under leases, and a scan for what is due.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="resource">The kind of the keys that name its rows.</param>
    /// <param name="table">Makes the table, given how long a lease is.</param>
    public static IServiceCollection AddWorkOn<TRow, TTable, TKind>(
        this IServiceCollection services,
        ResourceKind resource,
        Func<IServiceProvider, TimeSpan, TTable> table
    )
        where TRow : class, IWorkRow<TRow>
        where TTable : class, IWorkTable<TRow>, IWaitingRows, IDatedTable
        where TKind : class, IWorkKind<TRow>
    {
        services.AddSingleton(provider =>
            table(provider, provider.GetRequiredService<IOptions<WorkOptions>>().Value.Lease)
        );
        services.AddSingleton<IWorkTable<TRow>>(provider => provider.GetRequiredService<TTable>());
        services.AddSingleton<IDatedTable>(provider => provider.GetRequiredService<TTable>());
        services.AddSingleton<IWorkKind<TRow>, TKind>();
        services.AddSingleton<WorkLoop<TRow>>();
        services.AddSingleton(provider => new WorkRoute(
            resource,
            provider.GetRequiredService<WorkLoop<TRow>>().RunAsync,
            provider.GetRequiredService<WorkLoop<TRow>>().TakeInAsync
        ));
        services.AddSingleton(provider => new WaitingKind(
            provider.GetRequiredService<TTable>(),
            provider.GetRequiredService<IWorkKind<TRow>>().Testifies
        ));
        services.AddHostedService<DueScanner<TRow>>();
        return services;
    }

    /// <summary>Jobs as work for the engine: a table of them under leases, and a scan for those that are due.</summary>
    public static IServiceCollection AddJobs<TJob, TKind>(
        this IServiceCollection services,
        Func<IServiceProvider, IWorkTable<TJob>> table
    )
        where TJob : class, IWorkRow<TJob>
        where TKind : class, IWorkKind<TJob>
    {
        services.AddSingleton(table);
        services.AddSingleton<IWorkKind<TJob>, TKind>();
        services.AddSingleton<WorkLoop<TJob>>();
        services.AddHostedService<DueScanner<TJob>>();
        return services;
    }
}
