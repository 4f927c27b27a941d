using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.DeadLetters;

/// <summary>Dead letters by store, kind and reason, the largest group first.</summary>
internal sealed class DeadLetterGroups(NpgsqlDataSource database)
{
    public async Task<ListPage<DeadLetterGroup>> ListAsync(string? store, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT store, split_part(id, '/', 1), reason, count(*), min(finished_at), max(finished_at)
                FROM ({DeadLetterTable.All}) AS letters
            WHERE @store::text IS NULL OR store = @store GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 1000
            """
        );
        command.Values().Optional("store", NpgsqlDbType.Text, store);
        var groups = await command.ReadAsync(
            row => new DeadLetterGroup(
                row.Value<string>(),
                row.Value<string>(),
                row.Optional<string>(),
                row.Value<long>(),
                row.OptionalValue<DateTimeOffset>(),
                row.OptionalValue<DateTimeOffset>()
            ),
            cancellationToken
        );
        return new ListPage<DeadLetterGroup>(groups, null);
    }
}
