using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Batching;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Stores deliveries, many to a commit, and hands those that are new to the stream once they are committed. The stream
/// is only told: where that fails, the sweeper tells it again.
/// </summary>
internal sealed class InboxWriter : IAsyncDisposable
{
    // Larger batches were no faster, and a batch that fails is repeated row by row.
    private const int MaxBatch = 256;

    // Commits on their way at once; a third one only splits what the second would have carried.
    private const int Writers = 2;

    // In the order of the unique key: two batches that share deliveries would else wait for each other.
    private const string Insert = """
        INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, trace_parent, state, reason, finished_at)
        SELECT d.store, d.topic, d.resource_key, d.dedupe_key, d.body, d.trace_parent, d.state, d.reason, CASE WHEN d.state = 0 THEN NULL ELSE now() END
        FROM unnest(@stores, @topics, @keys, @dedupe, @bodies, @traces, @states, @reasons)
            AS d (store, topic, resource_key, dedupe_key, body, trace_parent, state, reason)
        ORDER BY d.store, d.dedupe_key
        ON CONFLICT (store, dedupe_key) DO NOTHING
        RETURNING store, dedupe_key
        """;

    private readonly NpgsqlDataSource _database;
    private readonly StreamProducer _stream;
    private readonly GroupCommit<Delivery, DeliveryVerdict> _commits;

    public InboxWriter(
        NpgsqlDataSource database,
        StreamProducer stream,
        IOptions<InboxOptions> options,
        TimeProvider clock,
        int maxBatch = MaxBatch
    )
    {
        (_database, _stream) = (database, stream);
        _commits = new GroupCommit<Delivery, DeliveryVerdict>(
            (batch, token) => database.WithoutTracesAsync(() => InsertAsync(batch, token)),
            maxBatch,
            Writers,
            options.Value.StoreTimeout,
            clock
        );
    }

    /// <summary>Returns once the delivery is committed, now or by an earlier copy.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing was acknowledged.</exception>
    /// <exception cref="OperationCanceledException">
    /// Time ran out; the delivery may be stored, and its redelivery is then a duplicate.
    /// </exception>
    public Task<DeliveryVerdict> StoreAsync(Delivery delivery, CancellationToken cancellationToken) =>
        _commits.SubmitAsync(delivery, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    /// <summary>SHA-256 of topic and body: what makes a redelivery the same delivery.</summary>
    public static byte[] DedupeKey(string topic, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(topic));
        hash.AppendData("\n"u8);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private async Task<IReadOnlyList<DeliveryVerdict>> InsertAsync(
        IReadOnlyList<Delivery> batch,
        CancellationToken cancellationToken
    )
    {
        var dedupe = batch.Select(delivery => DedupeKey(delivery.Topic, delivery.Body)).ToArray();
        var inserted = await InsertOverAnyConnectionAsync(batch, dedupe, cancellationToken);

        var verdicts = new DeliveryVerdict[batch.Count];
        var entries = new List<StreamEntry>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var delivery = batch[i];

            // Removing makes the second of two equal deliveries in one batch the duplicate.
            if (!inserted.Remove((delivery.Store, Half(dedupe[i]))))
            {
                verdicts[i] = DeliveryVerdict.Duplicate;
            }
            else if (delivery.State == InboxState.Received)
            {
                verdicts[i] = DeliveryVerdict.Stored;
                entries.Add(new StreamEntry(delivery.Store, delivery.Resource, delivery.TraceParent));
            }
            else
            {
                verdicts[i] = DeliveryVerdict.Quarantined;
            }
        }

        _stream.Publish(entries);
        return verdicts;
    }

    // Half of a SHA-256 tells the deliveries of one batch apart.
    private static UInt128 Half(byte[] dedupe) => BinaryPrimitives.ReadUInt128BigEndian(dedupe);

    // A database that was restarted leaves connections in the pool of which only a statement finds out that they are
    // dead. If the first try was committed after all, the second makes it a duplicate, and the sweeper tells the
    // stream.
    private async Task<HashSet<(string Store, UInt128 Dedupe)>> InsertOverAnyConnectionAsync(
        IReadOnlyList<Delivery> batch,
        byte[][] dedupe,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await InsertAsync(batch, dedupe, cancellationToken);
        }
        catch (NpgsqlException exception)
            when (exception is { IsTransient: true, InnerException: not TimeoutException })
        {
            _database.Clear();
            return await InsertAsync(batch, dedupe, cancellationToken);
        }
    }

    private async Task<HashSet<(string Store, UInt128 Dedupe)>> InsertAsync(
        IReadOnlyList<Delivery> batch,
        byte[][] dedupe,
        CancellationToken cancellationToken
    )
    {
        await using var command = _database.CreateCommand(Insert);
        Add("stores", NpgsqlDbType.Text, batch.Select(d => d.Store).ToArray());
        Add("topics", NpgsqlDbType.Text, batch.Select(d => d.Topic).ToArray());
        Add("keys", NpgsqlDbType.Text, batch.Select(d => d.Resource.ToString()).ToArray());
        Add("dedupe", NpgsqlDbType.Bytea, dedupe);
        Add("bodies", NpgsqlDbType.Bytea, batch.Select(d => d.Body).ToArray());
        Add("traces", NpgsqlDbType.Text, batch.Select(d => d.TraceParent).ToArray());
        Add("states", NpgsqlDbType.Smallint, batch.Select(d => (short)d.State).ToArray());
        Add("reasons", NpgsqlDbType.Text, batch.Select(d => d.Problem).ToArray());

        var inserted = new HashSet<(string, UInt128)>(batch.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            inserted.Add((reader.GetString(0), Half(reader.GetFieldValue<byte[]>(1))));
        }

        return inserted;

        void Add<T>(string name, NpgsqlDbType type, T[] values) =>
            command.Parameters.Add(new NpgsqlParameter<T[]>(name, NpgsqlDbType.Array | type) { TypedValue = values });
    }
}
