using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RechargeSync.Core.Startup;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>Registers the data source, its tables, and the context that stands on it.</summary>
internal static class StorageServices
{
    /// <summary>The connection string's name.</summary>
    public const string ConnectionName = "syncdb";

    // Each statement reads few rows by an index, and its plan is kept for as long as its connection: one made while the
    // tables were empty must not be one that reads them whole.
    private const string PlannerOptions =
        "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    private const string Durable = " -c synchronous_commit=on";

    // What the client does not end, since it is gone, the server ends: an open snapshot keeps the dead rows of every
    // queue. The client's own time-out is shorter. Stands first: the connection string may say otherwise.
    private const string SessionLimits = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s";

    /// <remarks>Migrations run with these settings too: one that joins tables has to SET enable_hashjoin.</remarks>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        var connectionString =
            builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException(
                $"ConnectionStrings:{ConnectionName} is missing: AppHost sets it; to start a service alone, set "
                    + $"ConnectionStrings__{ConnectionName}."
            );

        builder.Services.AddSingleton<ServerWatch>();
        builder.Services.TryAddSingleton(provider =>
            Create(connectionString, provider.GetRequiredService<ServerWatch>())
        );
        builder.Services.AddSingleton<InboxTable>();
        builder.Services.AddSingleton<IDatedTable>(provider => provider.GetRequiredService<InboxTable>());
        builder.Services.AddSingleton<JobRequests>();
        builder.Services.AddSingleton<IDatedTable>(provider => provider.GetRequiredService<JobRequests>());
        builder.Services.AddSingleton<OrderActions>();
        builder.Services.AddSingleton<DeadLetterTable>();
        builder.Services.AddSingleton<BulkRequests>();
        builder.Services.AddSingleton<StoreTable>();
        builder.Services.AddSingleton<IDatedTable>(provider => provider.GetRequiredService<StoreTable>());
        builder.Services.AddSingleton<PauseTable>();
        builder.Services.AddSingleton<IPauseTable>(provider => provider.GetRequiredService<PauseTable>());
        builder.Services.AddSingleton<IDatedTable>(provider => provider.GetRequiredService<PauseTable>());
        builder.Services.AddSingleton<LateWriteTable>();
        builder.Services.AddSingleton<LineageTable>();

        builder.Services.AddSingleton<IStartupCheck, ClockCheck>();
        builder.Services.AddSingleton<IStartupCheck, ServerCheck>();
        return builder;
    }

    /// <summary>
    /// Adds EF's context, for migrations and people's queries. A service of the hot path does without: EF alone takes a
    /// third of its start.
    /// </summary>
    public static IHostApplicationBuilder AddContext(this IHostApplicationBuilder builder)
    {
        // On the same data source, and with its exceptions as they are: Npgsql's own strategy wraps those that might go
        // away, and whoever tells that the database is away would not know them.
        builder.Services.AddPooledDbContextFactory<SyncDbContext>(
            (services, context) =>
                context.UseNpgsql(
                    services.GetRequiredService<NpgsqlDataSource>(),
                    postgres => postgres.ExecutionStrategy(context => new NonRetryingExecutionStrategy(context))
                )
        );
        return builder;
    }

    /// <summary>Ready only while Postgres answers.</summary>
    public static IHostApplicationBuilder AddStorageHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<PostgresHealthCheck>("postgres");
        return builder;
    }

    /// <summary>Notes when each store was first served. Needs stores.</summary>
    public static IHostApplicationBuilder AddFirstStart(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<FirstStart>();
        return builder;
    }

    // Short time-outs, since an unreachable database has to become a 503 within two seconds; prepared statements, since
    // every hot statement repeats.
    private static NpgsqlDataSource Create(string connectionString, ServerWatch server)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = 5,
            CommandTimeout = 15,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            ApplicationName = "rechargesync",

            // It quotes the row that was refused, and rows hold people: not in our logs, whatever the string says.
            IncludeErrorDetail = false,

            // No statement of ours leaves anything behind in its session.
            NoResetOnClose = true,
        };

        // Whatever the server, the database or the role says, unless somebody asks for even more.
        var commit = settings.Options?.Contains("synchronous_commit", StringComparison.Ordinal) == true ? "" : Durable;
        settings.Options = $"{SessionLimits} {settings.Options} {PlannerOptions}{commit}";
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();

        // Scans that look for work and commits that many requests share belong to no trace; as roots they would bury
        // the others. Nor does a new connection: it is opened for whoever comes next.
        builder.ConfigureTracing(tracing =>
            tracing
                .ConfigureCommandFilter(command =>
                    Activity.Current is not null && command.CommandText != ServerWatch.Ask
                )
                .ConfigureBatchFilter(_ => Activity.Current is not null)
                .EnablePhysicalOpenTracing(enable: false)
                .EnableFirstResponseEvent(enable: false)
        );
        builder.UsePhysicalConnectionInitializer(server.Look, server.LookAsync);
        return builder.Build();
    }
}
