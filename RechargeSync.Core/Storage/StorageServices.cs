using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>Registers the data source of the hot paths.</summary>
internal static class StorageServices
{
    /// <summary>The connection string's name.</summary>
    public const string ConnectionName = "syncdb";

    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException(
                $"ConnectionStrings:{ConnectionName} is missing: AppHost sets it; to start a service alone, set ConnectionStrings__{ConnectionName}.");

        builder.Services.TryAddSingleton(_ => Create(connectionString));
        return builder;
    }

    // Short time-outs, since an unreachable database has to become a 503 within two seconds; prepared statements, since
    // every hot statement repeats.
    private static NpgsqlDataSource Create(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = 5,
            CommandTimeout = 15,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            ApplicationName = "rechargesync",
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
