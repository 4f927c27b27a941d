using RechargeSync.Core.Resources;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Streams;

public abstract class StreamReaderTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private static readonly TimeSpan s_block = TimeSpan.FromMilliseconds(50);

    private ConnectionMultiplexer _redis = null!;
    private StreamReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await servers.ConnectRedisAsync(protocol: protocol);
        _reader = Reader("a");
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        _redis.Dispose();
    }

    [Fact]
    public async Task Group_is_created_once_and_begins_at_the_streams_beginning()
    {
        await AddFieldsAsync("id", "7", "store", "default", "key", "order/7", "tp", "");
        Assert.True(await _reader.EnsureGroupAsync());
        Assert.False(await _reader.EnsureGroupAsync());
        Assert.Equal(
            new StreamEntry("default", ResourceKey.Order(7), null),
            Assert.Single(await _reader.ReadNewAsync(10, s_block)).Entry
        );
        Assert.Empty(await _reader.ReadNewAsync(10, s_block));
    }

    [Fact]
    public async Task Read_without_a_group_says_so() =>
        Assert.StartsWith(
            "NOGROUP",
            (await Assert.ThrowsAsync<RedisServerException>(() => _reader.ReadNewAsync(1, s_block))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("store default", false)]
    [InlineData("key order/7", false)]
    [InlineData("store default key order/7x", false)]
    [InlineData("store default key address/7", false)]
    [InlineData("store default key order/7", true)]
    [InlineData("key order/7 store default", true)]
    [InlineData("id 12 store default key order/7", true)]
    [InlineData("store default key order/7 new field", true)]
    public async Task Entry_is_read_by_the_names_of_its_fields(string fields, bool ours)
    {
        await _reader.EnsureGroupAsync();
        await AddFieldsAsync(fields.Split(' '));
        var entry = Assert.Single(await _reader.ReadNewAsync(10, s_block));
        Assert.Equal(ours ? new StreamEntry("default", ResourceKey.Order(7), null) : null, entry.Entry);
        await _reader.DoneAsync(entry.Id);
        Assert.Equal((0, 0), await DepthAsync());
    }

    [Fact]
    public async Task Entry_that_was_trimmed_away_under_its_consumer_comes_back_empty_or_not_at_all()
    {
        await _reader.EnsureGroupAsync();
        await AddFieldsAsync("id", "7", "store", "default", "key", "order/7");
        var entry = Assert.Single(await _reader.ReadNewAsync(10, s_block));
        await _redis.GetDatabase().ExecuteAsync("XDEL", StreamOptions.Key, entry.Id);
        Assert.All(await _reader.ReadOwnAsync(10, "0"), own => Assert.Null(own.Entry));
        Assert.All(await Reader("b").ClaimAsync(TimeSpan.Zero, 10), claimed => Assert.Null(claimed.Entry));
    }

    [Fact]
    public async Task Break_of_the_connection_while_an_entry_is_taken_out_leaves_nothing_for_ever()
    {
        await _reader.EnsureGroupAsync();
        await AddFieldsAsync("id", "7", "store", "default", "key", "order/7");
        var entry = Assert.Single(await _reader.ReadNewAsync(10, s_block));
        await using var breaking = new StreamReader(_redis, BreakingRedis.Create(_redis), "a", TimeProvider.System);
        await Assert.ThrowsAnyAsync<RedisException>(() => breaking.DoneAsync(entry.Id));

        // What is still pending is claimed, sooner or later.
        foreach (var claimed in await Reader("b").ClaimAsync(TimeSpan.Zero, 10))
        {
            await _reader.DoneAsync(claimed.Id);
        }

        Assert.Equal((0, 0), await DepthAsync());
        Assert.Equal(0, await StreamProbe.PendingAsync(_redis));
    }

    [Fact]
    public async Task Monitor_tells_what_waits_and_since_when()
    {
        var monitor = new StreamMonitor(_redis);
        Assert.Equal(GroupState.Empty, await monitor.ReadAsync());
        await AddAsync("1000-0", 1);
        await AddAsync("2000-0", 2);
        Assert.Equal((2, 0, "1000-0"), await PlaceAsync());

        await _reader.EnsureGroupAsync();
        var entry = Assert.Single(await _reader.ReadNewAsync(1, s_block));
        Assert.Equal((1, 1, "2000-0"), await PlaceAsync());
        var held = await monitor.ReadAsync();
        Assert.Equal(TimeSpan.FromSeconds(1), held.OldestAge - held.NextAge);
        Assert.Equal("1000-0", held.DoneBelow);

        await _reader.DoneAsync(entry.Id);
        var left = await monitor.ReadAsync();
        Assert.Equal((1, 0, "2000-0"), await PlaceAsync());
        Assert.Equal(left.NextAge, left.OldestAge);
        Assert.Equal("1000-1", left.DoneBelow);

        async Task<(long, long, string?)> PlaceAsync()
        {
            var group = await monitor.ReadAsync();
            return (group.Undelivered, group.Pending, group.Next);
        }
    }

    [Fact]
    public async Task Entry_that_is_done_and_still_in_the_stream_counts_for_nothing()
    {
        await _reader.EnsureGroupAsync();
        await AddAsync("1000-0", 1);
        var entry = Assert.Single(await _reader.ReadNewAsync(1, s_block));
        await _redis.GetDatabase().StreamAcknowledgeAsync(StreamOptions.Key, StreamOptions.Group, entry.Id);
        Assert.Equal(new GroupState(0, 0, null, null, null, "1000-1"), await new StreamMonitor(_redis).ReadAsync());
    }

    [Fact]
    public async Task Entry_behind_many_that_are_not_to_be_claimed_is_claimed_too()
    {
        // Redis looks at ten entries for each one that it may claim, and goes on from there if it is told to.
        const int last = 31;
        await _reader.EnsureGroupAsync();
        for (var id = 1; id <= last; id++)
        {
            await AddAsync($"{id}-0", id);
        }

        Assert.Equal(last, (await _reader.ReadNewAsync(100, s_block)).Count);
        await _redis
            .GetDatabase()
            .ExecuteAsync(
                "XCLAIM",
                StreamOptions.Key,
                StreamOptions.Group,
                "a",
                "0",
                $"{last}-0",
                "IDLE",
                (long)TimeSpan.FromHours(2).TotalMilliseconds
            );
        var other = Reader("b");
        var claimed = new List<ReceivedEntry>();
        do
        {
            claimed.AddRange(await other.ClaimAsync(TimeSpan.FromHours(1), 1));
        } while (other.HasMoreToClaim);

        Assert.Equal(last, Assert.Single(claimed).Entry!.Resource.OrderId);
    }

    private async Task<(long Undelivered, long Pending)> DepthAsync()
    {
        var group = await new StreamMonitor(_redis).ReadAsync();
        return (group.Undelivered, group.Pending);
    }

    private Task AddAsync(string id, int order) =>
        StreamProbe.AddAsync(_redis, new StreamEntry("default", ResourceKey.Order(order), null), id);

    private Task<RedisResult> AddFieldsAsync(params string[] fields) =>
        _redis.GetDatabase().ExecuteAsync("XADD", [StreamOptions.Key, "*", .. fields]);

    private StreamReader Reader(string consumer) => new(_redis, _redis, consumer, TimeProvider.System);

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : StreamReaderTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : StreamReaderTests(servers, RedisProtocol.Resp3);
}
