using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>The audit trail, newest first.</summary>
internal sealed class ActList(NpgsqlDataSource database)
{
    public async Task<ListPage<ActEntry>> ListAsync(
        string? store,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            """
            SELECT id, acted_at, actor, act, store, resource_key, reason, note FROM acts
            WHERE (@after::bigint IS NULL OR id < @after) AND (@store::text IS NULL OR store = @store) ORDER BY id DESC LIMIT @limit
            """
        );
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Optional("store", NpgsqlDbType.Text, store);
        command.Values().Add("limit", limit + 1);
        var acts = await command.ReadAsync(
            row => new ActEntry(
                row.Value<long>(),
                row.Value<DateTimeOffset>(),
                row.Value<string>(),
                row.Value<string>(),
                row.Value<string>(),
                row.Value<string>(),
                row.Optional<string>(),
                row.Optional<string>()
            ),
            cancellationToken
        );
        return acts.Count > limit
            ? new ListPage<ActEntry>(acts[..limit], new Cursor(acts[limit - 1].Id).ToString())
            : new ListPage<ActEntry>(acts, null);
    }
}
