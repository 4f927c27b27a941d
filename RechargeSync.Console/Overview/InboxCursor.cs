using Npgsql;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Overview;

/// <summary>
/// Finds the first delivery since a time by halving the ids, which grow with time: no index on the time is needed,
/// which every delivery would have to pay for.
/// </summary>
internal sealed class InboxCursor(NpgsqlDataSource database)
{
    // Deliveries committed side by side may lie in another order than their ids.
    private const int Margin = 1000;

    /// <summary>
    /// The lowest id that may be of this time or later, and the highest of all; the first is above the second where
    /// there is none.
    /// </summary>
    public async Task<(long First, long Last)> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var ends = database.CreateCommand("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM inbox");
        var (low, last) = (await ends.ReadAsync(row => (row.Value<long>(), row.Value<long>()), cancellationToken))[0];
        var (lowest, high) = (low, last);
        while (high - low > Margin)
        {
            var middle = low + ((high - low) / 2);
            await using var probe = database.CreateCommand(
                "SELECT received_at FROM inbox WHERE id >= @id ORDER BY id LIMIT 1"
            );
            probe.Values().Add("id", middle);
            var found = await probe.ReadAsync(row => row.Value<DateTimeOffset>(), cancellationToken);
            (low, high) = found is [var at] && at < time ? (middle, high) : (low, middle);
        }

        return (Math.Max(lowest, low - Margin), last);
    }
}
