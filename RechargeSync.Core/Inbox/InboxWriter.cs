using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
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

    // Four tenths of a second's worth on two cores. More would not be stored in time while Postgres stands still, and
    // would take memory: each has up to 64 KiB, and the larger ones have a budget.
    private const int MaxWaiting = 4096;

    private readonly InboxTable _table;
    private readonly StreamProducer _stream;
    private readonly GroupCommit<Delivery, DeliveryVerdict> _commits;

    public InboxWriter(
        InboxTable table,
        StreamProducer stream,
        IOptions<InboxOptions> options,
        TimeProvider clock,
        int maxBatch = MaxBatch,
        int maxWaiting = MaxWaiting
    )
    {
        (_table, _stream) = (table, stream);
        _commits = new GroupCommit<Delivery, DeliveryVerdict>(
            InsertAsync,
            maxBatch,
            Writers,
            options.Value.StoreTimeout,
            clock,
            RefusedStatements.IsRefusal,
            maxWaiting
        );
    }

    /// <summary>Returns once the delivery is committed, now or by an earlier copy.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing was acknowledged.</exception>
    /// <exception cref="OperationCanceledException">
    /// Time ran out; the delivery may be stored, and its redelivery is then a duplicate.
    /// </exception>
    /// <exception cref="QueueFullException">Too many wait to be stored; this one was not.</exception>
    public Task<DeliveryVerdict> StoreAsync(Delivery delivery, CancellationToken cancellationToken) =>
        _commits.SubmitAsync(delivery, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    /// <summary>SHA-256 of topic and body: what makes a redelivery the same delivery.</summary>
    public static byte[] DedupeKey(string topic, ReadOnlySpan<byte> body)
    {
        using var hash = BeginDedupeKey(topic);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>That hash, begun: the body's bytes are to be appended.</summary>
    public static IncrementalHash BeginDedupeKey(string topic)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(topic));
        hash.AppendData("\n"u8);
        return hash;
    }

    private async Task<IReadOnlyList<DeliveryVerdict>> InsertAsync(
        IReadOnlyList<Delivery> batch,
        CancellationToken cancellationToken
    )
    {
        var isNew = await _table.InsertAsync([.. batch.Select(RowOf)], cancellationToken);
        _stream.Publish([
            .. batch
                .Where((delivery, i) => isNew[i] && delivery.State == DeliveryState.Received)
                .Select(delivery => new StreamEntry(delivery.Store, delivery.Resource, delivery.TraceParent)),
        ]);
        return
        [
            .. batch.Select(
                (delivery, i) =>
                    !isNew[i] ? DeliveryVerdict.Duplicate
                    : delivery.State == DeliveryState.Received ? DeliveryVerdict.Stored
                    : DeliveryVerdict.Quarantined
            ),
        ];
    }

    private static DeliveryRow RowOf(Delivery delivery) =>
        new()
        {
            Store = delivery.Store,
            Topic = delivery.Topic,
            ResourceKey = delivery.Resource.ToString(),
            DedupeKey = delivery.DedupeKey ?? DedupeKey(delivery.Topic, delivery.Body),
            Body = delivery.Body,
            TraceParent = delivery.TraceParent,
            State = delivery.State,
            Reason = delivery.Problem,
        };
}
