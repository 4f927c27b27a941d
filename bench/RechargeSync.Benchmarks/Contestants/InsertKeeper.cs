using Npgsql;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>The straightforward way: each request inserts its row and commits, then tells the stream.</summary>
internal sealed class InsertKeeper(NpgsqlDataSource database, IConnectionMultiplexer redis) : IKeeper
{
    /// <summary>A table of its own, with the inbox's columns and indexes.</summary>
    public const string Table = "baseline_inbox";

    public const string CreateTable = $"CREATE TABLE {Table} (LIKE inbox INCLUDING ALL)";

    private const string Insert = $"""
        INSERT INTO {Table} (store, topic, resource_key, dedupe_key, body, state) VALUES (@store, @topic, @key, @dedupe, @body, 0)
        ON CONFLICT (store, dedupe_key) DO NOTHING RETURNING id
        """;

    public static async Task<InsertKeeper> ConnectAsync(string database, string redis) =>
        new(
            NpgsqlDataSource.Create(database + ";Max Auto Prepare=10;Auto Prepare Min Usages=2"),
            await ConnectionMultiplexer.ConnectAsync(redis)
        );

    public async Task KeepAsync(string store, RechargeTopic topic, byte[] body, CancellationToken cancellationToken)
    {
        var key = WebhookEnvelope.Read(body, topic).Resource.ToString();
        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<string>("topic", topic.Name));
        command.Parameters.Add(new NpgsqlParameter<string>("key", key));
        command.Parameters.Add(new NpgsqlParameter<byte[]>("dedupe", InboxWriter.DedupeKey(topic.Name, body)));
        command.Parameters.Add(new NpgsqlParameter<byte[]>("body", body));
        if (await command.ExecuteScalarAsync(cancellationToken) is long)
        {
            _ = redis
                .GetDatabase()
                .ExecuteAsync(
                    "XADD",
                    (RedisKey)StreamOptions.Key,
                    (RedisValue)"*",
                    (RedisValue)StreamFields.Store,
                    (RedisValue)store,
                    (RedisValue)StreamFields.Resource,
                    (RedisValue)key
                );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await redis.CloseAsync();
    }
}
