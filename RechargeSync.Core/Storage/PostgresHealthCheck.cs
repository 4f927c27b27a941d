using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RechargeSync.Core.Storage.Sql;

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
            return await database.OverAnyConnectionAsync(() => AskAsync(cancellationToken));
        }
#pragma warning disable CA1031 // Whatever it is that keeps Postgres from answering.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Without the exception: each probe of an outage would log its stack.
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                $"Postgres does not answer: {exception.Message}"
            );
        }
    }

    private async Task<HealthCheckResult> AskAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
