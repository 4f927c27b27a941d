using Npgsql;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>What the Worker's watches over subscriptions last said.</summary>
internal sealed class JobStates(NpgsqlDataSource database)
{
    private static readonly SubscriptionHealth s_unwatched = new("unwatched", null, null, 0, null);

    /// <summary>The watch of each store that has one.</summary>
    public async Task<Func<string, SubscriptionHealth>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT store, covered_to, due_at, attempts, error FROM reconciliation_jobs WHERE job = 1"
        );
        var watches = await command.ReadAsync(
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
        var states = watches.ToDictionary(
            watch => watch.Store,
            watch => new SubscriptionHealth(
                watch.Error is not null ? "failing"
                    : watch.Covered is null ? "pending"
                    : "ok",
                watch.Covered,
                watch.Due,
                watch.Attempts,
                watch.Error
            ),
            StringComparer.Ordinal
        );
        return store => states.GetValueOrDefault(store, s_unwatched);
    }
}
