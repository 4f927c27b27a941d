using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace Peer;

/// <summary>A webhook as a row of the inbox: with a problem it is quarantined.</summary>
internal sealed record Delivery(byte[] Body, long? OrderId, string? Problem)
{
    private const string Insert = """
        INSERT INTO inbox (topic, order_id, dedupe_key, body, state, reason, finished_at)
        VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $5 = 0 THEN NULL ELSE now() END)
        ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
        """;

    private static readonly byte[] s_topic = Encoding.UTF8.GetBytes(Settings.Topic + "\n");

    public static Delivery Read(byte[] body)
    {
        try
        {
            return
                JsonSerializer.Deserialize(body, PeerJson.Default.WebhookHead)?.Order
                    is { Id: > 0, Status: not null } order
                ? new Delivery(body, order.Id, null)
                : new Delivery(body, null, "no order with id and status");
        }
        catch (JsonException)
        {
            return new Delivery(body, null, "not understood");
        }
    }

    /// <summary>Inserts the row by a command that has no text yet.</summary>
    /// <returns>The verdict and, where there is something to do, the row.</returns>
    public async Task<(string Verdict, SyncOrder? Row)> InsertAsync(NpgsqlCommand insert)
    {
        insert.CommandText = Insert;
        insert.Parameters.Add(Database.Value(Settings.Topic));
        insert.Parameters.Add(
            new NpgsqlParameter
            {
                Value = (object?)OrderId ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint,
            }
        );
        insert.Parameters.Add(Database.Value(DedupeKey()));
        insert.Parameters.Add(Database.Value(Body));
        insert.Parameters.Add(Database.Value(Problem is null ? RowState.Received : RowState.Quarantined));
        insert.Parameters.Add(Database.Text(Problem));
        var id = await insert.ExecuteScalarAsync();
        return Problem is not null ? ("quarantined", null)
            : id is null ? ("duplicate", null)
            : ("stored", new SyncOrder((long)id, OrderId!.Value));
    }

    private byte[] DedupeKey()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(s_topic);
        hash.AppendData(Body);
        return hash.GetHashAndReset();
    }
}
