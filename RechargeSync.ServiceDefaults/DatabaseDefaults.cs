using Microsoft.EntityFrameworkCore;

namespace Microsoft.Extensions.Hosting;

/// <summary>What services have in common that use a database.</summary>
public static class DatabaseDefaults
{
    /// <summary>
    /// Adds a health check, named after the context's type, of a context that is registered. Its statements are never
    /// repeated by EF.
    /// </summary>
    public static IHostApplicationBuilder AddDatabaseCheck<TContext>(this IHostApplicationBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.EnrichNpgsqlDbContext<TContext>(settings =>
        {
            // Six retries outlast every probe, and a migration that fails half way would run seven times.
            settings.DisableRetry = true;

            // Npgsql is heard where there is a collector: Telemetry.cs.
            settings.DisableTracing = true;
            settings.DisableMetrics = true;
        });
        return builder;
    }
}
