using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Whether Postgres answers a statement. Over the data source, not a context: EF's check costs a service that asks
/// Postgres without EF the loading of it.
/// </summary>
internal sealed class PostgresHealthCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
#pragma warning disable CA1031 // Whatever it is that keeps Postgres from answering.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "Postgres does not answer.", exception);
        }
    }
}
