using RechargeSync.Core.Batching;
using RechargeSync.Core.Resources;
using StackExchange.Redis;
using RedisEntry = StackExchange.Redis.StreamEntry;

namespace RechargeSync.Core.Streams;

/// <summary>The consumer group's commands, as one consumer sends them.</summary>
internal sealed class StreamReader : IAsyncDisposable
{
    private const int MaxDone = 128;
    private static readonly TimeSpan s_doneTimeout = TimeSpan.FromSeconds(10);
    private static readonly RedisKey s_key = StreamOptions.Key;
    private static readonly RedisValue s_group = StreamOptions.Group;
    private static readonly RedisValue s_first = "0-0";

    private readonly IConnectionMultiplexer _blocking;
    private readonly IConnectionMultiplexer _shared;
    private readonly string _consumer;
    private readonly GroupCommit<string, bool> _done;
    private RedisValue _claimFrom = s_first;

    /// <param name="blocking">A connection of its own, since a blocking read holds up everything behind it.</param>
    /// <param name="shared">The connection for everything else.</param>
    /// <param name="consumer">This consumer's name.</param>
    /// <param name="clock">Measures time-outs.</param>
    public StreamReader(
        IConnectionMultiplexer blocking,
        IConnectionMultiplexer shared,
        string consumer,
        TimeProvider clock
    )
    {
        (_blocking, _shared, _consumer) = (blocking, shared, consumer);
        _done = new GroupCommit<string, bool>((ids, _) => RemoveAsync(ids), MaxDone, writers: 1, s_doneTimeout, clock);
    }

    /// <summary>Creates the group at the stream's beginning; false where it is there already.</summary>
    public async Task<bool> EnsureGroupAsync()
    {
        try
        {
            return await _shared
                .GetDatabase()
                .StreamCreateConsumerGroupAsync(s_key, s_group, StreamPosition.Beginning, createStream: true);
        }
        catch (RedisServerException exception)
            when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Waits for new entries. The client has no call of its own for a read that blocks.</summary>
    public async Task<IReadOnlyList<ReceivedEntry>> ReadNewAsync(int count, TimeSpan block) =>
        New(
            await _blocking
                .GetDatabase()
                .ExecuteAsync(
                    "XREADGROUP",
                    (RedisValue)"GROUP",
                    s_group,
                    (RedisValue)_consumer,
                    (RedisValue)"COUNT",
                    (RedisValue)count,
                    (RedisValue)"BLOCK",
                    (RedisValue)(long)block.TotalMilliseconds,
                    (RedisValue)"STREAMS",
                    s_key,
                    (RedisValue)">"
                )
        );

    /// <summary>
    /// Entries that were delivered to this consumer and are not done: it was restarted, an answer was lost, or they are
    /// under way.
    /// </summary>
    public async Task<IReadOnlyList<ReceivedEntry>> ReadOwnAsync(int count, string after) =>
        Received(await _shared.GetDatabase().StreamReadGroupAsync(s_key, s_group, _consumer, after, count));

    /// <summary>Whether the last look for entries to claim ended before it had seen all that are pending.</summary>
    public bool HasMoreToClaim => _claimFrom != s_first;

    /// <summary>
    /// Takes over entries that their consumer has left lying. Goes on where the look before has ended, so that what is
    /// pending at the front, and not to be claimed, hides nothing behind it.
    /// </summary>
    public async Task<IReadOnlyList<ReceivedEntry>> ClaimAsync(TimeSpan idle, int count)
    {
        var claim = await _shared
            .GetDatabase()
            .StreamAutoClaimAsync(s_key, s_group, _consumer, (long)idle.TotalMilliseconds, _claimFrom, count);
        _claimFrom = claim.NextStartId;
        return Received(claim.ClaimedEntries);
    }

    /// <summary>
    /// Takes a finished entry out of the group and out of the stream, together with others that finish meanwhile.
    /// </summary>
    public Task DoneAsync(string id) => _done.SubmitAsync(id, CancellationToken.None);

    public ValueTask DisposeAsync() => _done.DisposeAsync();

    // In this order: if the connection breaks between the two, the group still names an entry that is gone, and drops
    // it when it is claimed. An entry that the group no longer names would stay in the stream for ever.
    private async Task<IReadOnlyList<bool>> RemoveAsync(IReadOnlyList<string> ids)
    {
        var database = _shared.GetDatabase();
        RedisValue[] entries = [.. ids.Select(id => (RedisValue)id)];
        await Task.WhenAll(
            database.StreamDeleteAsync(s_key, entries),
            database.StreamAcknowledgeAsync(s_key, s_group, entries)
        );
        return [.. ids.Select(_ => true)];
    }

    // One stream was asked for. RESP3 answers a map, [key, entries]; RESP2 a list of pairs, [[key, entries]].
    private static List<ReceivedEntry> New(RedisResult answer)
    {
        if (answer.IsNull)
        {
            return [];
        }

        var entries = (RedisResult[])(answer.Resp3Type == ResultType.Map ? answer[1] : answer[0][1])!;
        return Received([.. entries.Select(entry => new RedisEntry((RedisValue)entry[0], Fields(entry[1])))]);
    }

    private static NameValueEntry[] Fields(RedisResult list)
    {
        var texts = (RedisValue[])list!;
        var fields = new NameValueEntry[texts.Length / 2];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = new NameValueEntry(texts[2 * i], texts[(2 * i) + 1]);
        }

        return fields;
    }

    // Redis 6.2 names no id where it claims an entry that is gone. In a consumer's own history such an entry has no
    // fields.
    private static List<ReceivedEntry> Received(RedisEntry[] entries) =>
        [
            .. entries
                .Where(entry => !entry.IsNull)
                .Select(entry => new ReceivedEntry((string)entry.Id!, Parse(entry.Values ?? []))),
        ];

    // Null where it names nothing that we know how to work on.
    private static StreamEntry? Parse(NameValueEntry[] fields)
    {
        string? store = null,
            trace = null;
        var resource = default(ResourceKey);
        foreach (var field in fields)
        {
            switch ((string?)field.Name)
            {
                case StreamFields.Store:
                    store = field.Value;
                    break;
                case StreamFields.Resource:
                    resource = ResourceKey.Parse((string?)field.Value ?? "");
                    break;
                case StreamFields.TraceParent:
                    trace = field.Value;
                    break;
            }
        }

        return store is not null && resource.Kind != ResourceKind.None
            ? new StreamEntry(store, resource, string.IsNullOrEmpty(trace) ? null : trace)
            : null;
    }
}
