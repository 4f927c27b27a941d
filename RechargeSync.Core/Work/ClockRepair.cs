using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Work;

/// <summary>
/// Finds what the database wrote while its clock was ahead: once that is set right, such rows would be put off until a
/// time that is far away. They are due at once instead; that a lease ends early, its fencing token makes harmless.
/// </summary>
internal sealed class ClockRepair(
    NpgsqlDataSource database,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ClockRepair> log
) : PeriodicService(options.Value.Lease / 2, clock)
{
    private static readonly string s_repair = $"""
        WITH late_orders AS (UPDATE orders SET due_at = now(), retry_at = NULL, updated_at = now() WHERE due_at > now() AND {WorkSql.IsFromFuture(
            "orders"
        )} RETURNING 1),
        late_carts AS (UPDATE carts SET due_at = now(), retry_at = NULL, updated_at = now() WHERE due_at > now() AND {WorkSql.IsFromFuture(
            "carts"
        )} RETURNING 1),
        late_deliveries AS (UPDATE inbox SET enqueued_at = now() WHERE finished_at IS NULL AND enqueued_at > now() + @margin RETURNING 1),
        late_jobs AS (UPDATE reconciliation_jobs SET due_at = now(), covered_to = NULL WHERE covered_to > now() + @margin RETURNING 1)
        SELECT (SELECT count(*) FROM late_orders) + (SELECT count(*) FROM late_carts) + (SELECT count(*) FROM late_deliveries) + (SELECT count(*) FROM late_jobs)
        """;

    // What other database connections see of one clock differs by less.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await RepairAsync(cancellationToken);
        return false;
    }

    protected override void Failed(Exception exception) => log.DueFailed(exception);

    /// <summary>One look; returns how many rows were taken back from the future.</summary>
    internal async Task<long> RepairAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_repair);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("margin", s_margin));
        var repaired = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (repaired > 0)
        {
            log.ClockWentBack(repaired);
        }

        return repaired;
    }
}
