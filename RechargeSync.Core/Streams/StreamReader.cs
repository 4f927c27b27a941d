using System.Globalization;
using RechargeSync.Core.Batching;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>The consumer group's commands, as one consumer sends them.</summary>
internal sealed class StreamReader : IAsyncDisposable
{
    private const int MaxDone = 128;
    private static readonly TimeSpan s_doneTimeout = TimeSpan.FromSeconds(10);
    private static readonly RedisKey s_key = StreamOptions.Key;
    private static readonly RedisValue s_group = StreamOptions.Group;

    private readonly IConnectionMultiplexer _blocking;
    private readonly IConnectionMultiplexer _shared;
    private readonly string _consumer;
    private readonly GroupCommit<string, bool> _done;

    /// <param name="blocking">A connection of its own, since a blocking read holds up everything behind it.</param>
    /// <param name="shared">The connection for everything else.</param>
    /// <param name="consumer">This consumer's name.</param>
    /// <param name="clock">Measures time-outs.</param>
    public StreamReader(IConnectionMultiplexer blocking, IConnectionMultiplexer shared, string consumer, TimeProvider clock)
    {
        (_blocking, _shared, _consumer) = (blocking, shared, consumer);
        _done = new GroupCommit<string, bool>((ids, _) => RemoveAsync(ids), MaxDone, writers: 1, s_doneTimeout, clock);
    }

    /// <summary>Creates the group at the stream's beginning; false where it is there already.</summary>
    public async Task<bool> EnsureGroupAsync()
    {
        try
        {
            await _shared.GetDatabase().ExecuteAsync("XGROUP", (RedisValue)"CREATE", s_key, s_group, (RedisValue)"0", (RedisValue)"MKSTREAM");
            return true;
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Waits for new entries.</summary>
    public async Task<IReadOnlyList<ReceivedEntry>> ReadNewAsync(int count, TimeSpan block) => Streams(await _blocking.GetDatabase().ExecuteAsync(
        "XREADGROUP", (RedisValue)"GROUP", s_group, (RedisValue)_consumer, (RedisValue)"COUNT", (RedisValue)count,
        (RedisValue)"BLOCK", (RedisValue)(long)block.TotalMilliseconds, (RedisValue)"STREAMS", s_key, (RedisValue)">"));

    /// <summary>Entries that were delivered to this consumer before it was restarted.</summary>
    public async Task<IReadOnlyList<ReceivedEntry>> ReadOwnAsync(int count, string after) => Streams(await _shared.GetDatabase().ExecuteAsync(
        "XREADGROUP", (RedisValue)"GROUP", s_group, (RedisValue)_consumer, (RedisValue)"COUNT", (RedisValue)count,
        (RedisValue)"STREAMS", s_key, (RedisValue)after));

    /// <summary>Takes over entries that their consumer has left lying.</summary>
    public async Task<IReadOnlyList<ReceivedEntry>> ClaimAsync(TimeSpan idle, int count)
    {
        var answer = (RedisResult[]?)await _shared.GetDatabase().ExecuteAsync(
            "XAUTOCLAIM", s_key, s_group, (RedisValue)_consumer, (RedisValue)(long)idle.TotalMilliseconds, (RedisValue)"0-0", (RedisValue)"COUNT", (RedisValue)count);
        return answer is { Length: >= 2 } ? Entries(answer[1]) : [];
    }

    /// <summary>Takes a finished entry out of the group and out of the stream, together with others that finish meanwhile.</summary>
    public Task DoneAsync(string id) => _done.SubmitAsync(id, CancellationToken.None);

    public ValueTask DisposeAsync() => _done.DisposeAsync();

    private async Task<IReadOnlyList<bool>> RemoveAsync(IReadOnlyList<string> ids)
    {
        var database = _shared.GetDatabase();
        object[] entries = [.. ids.Select(id => (object)(RedisValue)id)];
        await Task.WhenAll(
            database.ExecuteAsync("XACK", [s_key, s_group, .. entries]),
            database.ExecuteAsync("XDEL", [s_key, .. entries]));
        return [.. ids.Select(_ => true)];
    }

    private static List<ReceivedEntry> Streams(RedisResult answer) =>
        !answer.IsNull && (RedisResult[]?)answer is { Length: > 0 } streams && (RedisResult[]?)streams[0] is { Length: 2 } stream ? Entries(stream[1]) : [];

    private static List<ReceivedEntry> Entries(RedisResult list)
    {
        var entries = new List<ReceivedEntry>();
        foreach (var item in (RedisResult[]?)list ?? [])
        {
            // An entry that was trimmed away under a consumer comes back without fields.
            if (!item.IsNull && (RedisResult[]?)item is { Length: 2 } pair)
            {
                entries.Add(new ReceivedEntry(((string?)pair[0])!, pair[1].IsNull ? null : Parse((RedisResult[]?)pair[1])));
            }
        }

        return entries;
    }

    private static StreamEntry? Parse(RedisResult[]? fields)
    {
        string? id = null, store = null, key = null, trace = null;
        for (var i = 0; fields is not null && i + 1 < fields.Length; i += 2)
        {
            var value = (string?)fields[i + 1];
            switch ((string?)fields[i])
            {
                case StreamFields.InboxId:
                    id = value;
                    break;
                case StreamFields.Store:
                    store = value;
                    break;
                case StreamFields.ResourceKey:
                    key = value;
                    break;
                case StreamFields.TraceParent:
                    trace = value;
                    break;
            }
        }

        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var inboxId) && store is not null && key is not null
            ? new StreamEntry(inboxId, store, key, string.IsNullOrEmpty(trace) ? null : trace)
            : null;
    }
}
