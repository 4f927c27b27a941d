using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Audit;

/// <summary>The audit trail, newest first.</summary>
internal sealed class AuditList(NpgsqlDataSource database)
{
    public async Task<Answer<ListPage<AuditEntry>>> ListAsync(
        string? store,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        if (Paging.Check(page, out var after, out var limit) is { } refusal)
        {
            return refusal;
        }

        await using var command = database.CreateCommand(
            """
            SELECT id, recorded_at, actor, action, store, resource_key, reason, note FROM audit_log
            WHERE (@after::bigint IS NULL OR id < @after) AND (@store::text IS NULL OR store = @store)
                ORDER BY id DESC LIMIT @limit
            """
        );
        command.Values().Optional("after", NpgsqlDbType.Bigint, after?.Id);
        command.Values().Optional("store", NpgsqlDbType.Text, store);
        command.Values().Add("limit", limit + 1);
        var entries = await command.ReadAsync(
            row => new AuditEntry
            {
                Id = row.Value<long>(),
                At = row.Value<DateTimeOffset>(),
                Actor = row.Value<string>(),
                Action = row.Value<string>(),
                Store = row.Value<string>(),
                Resource = row.Value<string>(),
                Reason = row.Optional<string>(),
                Note = row.Optional<string>(),
            },
            cancellationToken
        );
        return Paging.Page(entries, limit, entry => new Cursor(entry.Id));
    }
}
