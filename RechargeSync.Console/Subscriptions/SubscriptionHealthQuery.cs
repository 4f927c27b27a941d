using Npgsql;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Subscriptions;

/// <summary>What the Worker's subscription monitor last said.</summary>
internal sealed class SubscriptionHealthQuery(NpgsqlDataSource database)
{
    private static readonly SubscriptionHealth s_unmonitored = new("unmonitored", null, null, 0, null);

    /// <summary>Of each store that is monitored.</summary>
    public async Task<Func<string, SubscriptionHealth>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT store, covered_to, due_at, attempts, error FROM reconciliation_jobs WHERE job = 1"
        );
        var jobs = await command.ReadAsync(
            row =>
                (
                    Store: row.Value<string>(),
                    Covered: row.OptionalValue<DateTimeOffset>(),
                    Due: row.Value<DateTimeOffset>(),
                    Attempts: row.Value<int>(),
                    Error: row.Optional<string>()
                ),
            cancellationToken
        );
        var states = jobs.ToDictionary(
            job => job.Store,
            job => new SubscriptionHealth(
                job.Error is not null ? "failing"
                    : job.Covered is null ? "pending"
                    : "ok",
                job.Covered,
                job.Due,
                job.Attempts,
                job.Error
            ),
            StringComparer.Ordinal
        );
        return store => states.GetValueOrDefault(store, s_unmonitored);
    }
}
