using System.Globalization;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>Looks at the stream without taking part in it.</summary>
internal sealed class StreamMonitor(IConnectionMultiplexer redis)
{
    /// <summary>
    /// Where the consumer group stands. What it has read and finished counts for nothing, even where it is still in the
    /// stream: a connection that broke between the two commands that take an entry out can leave it there for ever.
    /// </summary>
    /// <exception cref="RedisException">Redis is away or does not serve.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public async Task<GroupState> ReadAsync()
    {
        var database = redis.GetDatabase();
        var length = await database.StreamLengthAsync(StreamOptions.Key);
        if (length == 0)
        {
            return GroupState.Empty;
        }

        // The group first: what it is given meanwhile looks as if it still waited, and not as if it were done.
        var groups = await database.StreamGroupInfoAsync(StreamOptions.Key);
        var group = Array.Find(groups, group => group.Name == StreamOptions.Group);
        var lastDelivered = group.LastDeliveredId ?? "0-0";
        var pending = group.Name is null ? default : await database.StreamPendingAsync(StreamOptions.Key, group.Name);
        var next = await database.StreamRangeAsync(StreamOptions.Key, minId: "(" + lastDelivered, count: 1);
        var now = await NowAsync(database);
        var nextId = next is [var entry] ? (string?)entry.Id : null;
        var lowestPending = (string?)pending.LowestPendingMessageId;
        return new GroupState(
            nextId is null ? 0 : Math.Max(1, length - pending.PendingMessageCount),
            pending.PendingMessageCount,
            nextId,
            Age(nextId),
            new[] { Age(nextId), Age(lowestPending) }.Max(),
            lowestPending ?? After(lastDelivered)
        );

        TimeSpan? Age(string? id) => id is null ? null : TimeSpan.FromMilliseconds(Math.Max(0, now - Milliseconds(id)));
    }

    private static async Task<long> NowAsync(IDatabase database)
    {
        // The client's own TIME needs a server, and to look for one that is away is an InvalidOperationException.
        var time = (RedisResult[])(await database.ExecuteAsync("TIME"))!;
        return ((long)time[0] * 1000) + ((long)time[1] / 1000);
    }

    private static long Milliseconds(string id) => long.Parse(id.Split('-')[0], CultureInfo.InvariantCulture);

    private static string After(string id) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{id.Split('-')[0]}-{ulong.Parse(id.Split('-')[1], CultureInfo.InvariantCulture) + 1}"
        );
}

/// <summary>What the consumer group has before it, and has not finished.</summary>
/// <param name="Undelivered">Entries that no worker has read.</param>
/// <param name="Pending">Entries that a worker has read and not finished.</param>
/// <param name="Next">The id of the entry that is read next; null where none waits.</param>
/// <param name="NextAge">Its age by Redis's own clock.</param>
/// <param name="OldestAge">Age of the oldest entry that is not finished; null where there is none.</param>
/// <param name="DoneBelow">Whatever has a lower id is finished; null where the stream is empty.</param>
internal sealed record GroupState(
    long Undelivered,
    long Pending,
    string? Next,
    TimeSpan? NextAge,
    TimeSpan? OldestAge,
    string? DoneBelow
)
{
    public static readonly GroupState Empty = new(0, 0, null, null, null, null);
}
