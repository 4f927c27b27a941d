using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace MassTransitPeer;

/// <summary>Stores deliveries, each in a commit of its own.</summary>
internal sealed class Inbox(NpgsqlDataSource database)
{
    private const string Insert = """
        INSERT INTO inbox (topic, order_id, dedupe_key, body, state, reason, finished_at)
        VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $5 = 0 THEN NULL ELSE now() END)
        ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
        """;

    private static readonly byte[] s_topic = Encoding.UTF8.GetBytes(Settings.Topic + "\n");

    /// <summary>Waits for the database, so that no request is the first.</summary>
    public async Task OpenAsync()
    {
        await using var probe = database.CreateCommand("SELECT 1");
        await probe.ExecuteScalarAsync();
    }

    /// <summary>The verdict and, where there is something to do, the row.</summary>
    public async Task<(string Verdict, SyncOrder? Row)> StoreAsync(byte[] body)
    {
        var (orderId, problem) = Understand(body);
        await using var insert = database.CreateCommand(Insert);
        insert.Parameters.Add(Database.Value(Settings.Topic));
        insert.Parameters.Add(
            new NpgsqlParameter
            {
                Value = (object?)orderId ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint,
            }
        );
        insert.Parameters.Add(Database.Value(DedupeKey(body)));
        insert.Parameters.Add(Database.Value(body));
        insert.Parameters.Add(Database.Value(problem is null ? RowState.Received : RowState.Quarantined));
        insert.Parameters.Add(Database.Text(problem));
        var id = await insert.ExecuteScalarAsync();
        return problem is not null ? ("quarantined", null)
            : id is null ? ("duplicate", null)
            : ("stored", new SyncOrder((long)id, orderId!.Value));
    }

    private static byte[] DedupeKey(byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(s_topic);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static (long? OrderId, string? Problem) Understand(byte[] body)
    {
        try
        {
            return
                JsonSerializer.Deserialize(body, PeerJson.Default.WebhookHead)?.Order
                    is { Id: > 0, Status: not null } order
                ? (order.Id, null)
                : (null, "no order with id and status");
        }
        catch (JsonException)
        {
            return (null, "not understood");
        }
    }
}
