using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Inbox;

[Collection(UsesServers.Name)]
public sealed class InboxWriterTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() =>
        (_database, _redis) = (await servers.CreateDatabaseAsync(), await servers.ConnectRedisAsync());

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _redis.Dispose();
    }

    [Fact]
    public async Task Row_is_there_when_the_answer_is_and_the_stream_is_told()
    {
        await using var writer = Writer();
        Assert.Equal(
            DeliveryVerdict.Stored,
            await writer.StoreAsync(Delivery(1) with { TraceParent = "00-trace" }, CancellationToken.None)
        );
        Assert.Equal(
            "default order/created order/1 00-trace 0 - - 0",
            Assert.Single(
                await _database.RowsAsync(
                    "SELECT store, topic, resource_key, trace_parent, state, reason, finished_at, sweeps FROM inbox WHERE received_at = enqueued_at"
                )
            )
        );
        Assert.Equal(Delivery(1).Body, await _database.ScalarAsync<byte[]>("SELECT body FROM inbox"));

        await UntilEntriesAsync(1);
        Assert.Equal("store default key order/1 tp 00-trace", Assert.Single(await EntriesAsync()));
    }

    [Fact]
    public async Task Body_is_compressed_by_the_method_that_takes_least_time()
    {
        await using var writer = Writer();
        await writer.StoreAsync(Delivery(1) with { Body = new byte[5_000] }, CancellationToken.None);
        Assert.Equal("lz4", await _database.ScalarAsync<string>("SELECT pg_column_compression(body) FROM inbox"));
    }

    [Fact]
    public async Task Redelivery_is_a_duplicate_and_leaves_no_second_row_and_no_second_entry()
    {
        await using var writer = Writer();
        await writer.StoreAsync(Delivery(1), CancellationToken.None);
        Assert.Equal(DeliveryVerdict.Duplicate, await writer.StoreAsync(Delivery(1), CancellationToken.None));
        Assert.Equal(
            DeliveryVerdict.Stored,
            await writer.StoreAsync(Delivery(1) with { Topic = "order/processed" }, CancellationToken.None)
        );
        Assert.Equal(
            DeliveryVerdict.Stored,
            await writer.StoreAsync(Delivery(1) with { Store = "other" }, CancellationToken.None)
        );
        await UntilEntriesAsync(3);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task What_is_not_understood_is_kept_and_not_worked_on()
    {
        await using var writer = Writer();
        var delivery = Delivery(1) with { Resource = default, Problem = "'id' is missing" };
        Assert.Equal(DeliveryVerdict.Quarantined, await writer.StoreAsync(delivery, CancellationToken.None));
        Assert.Equal(DeliveryVerdict.Duplicate, await writer.StoreAsync(delivery, CancellationToken.None));
        Assert.Equal(
            "3 'id' is missing True",
            Assert.Single(await _database.RowsAsync("SELECT state, reason, finished_at IS NOT NULL FROM inbox"))
        );

        // The entry of a later delivery is the first one: the stream was not told of the other.
        await writer.StoreAsync(Delivery(2), CancellationToken.None);
        await UntilEntriesAsync(1);
        Assert.Contains("order/2", Assert.Single(await EntriesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_hundred_copies_at_once_leave_one_row_and_one_entry()
    {
        await using var one = Writer(maxBatch: 20);
        await using var two = Writer(maxBatch: 20);
        var verdicts = await Task.WhenAll(
                Enumerable
                    .Range(0, 500)
                    .Select(i =>
                        Task.Run(() => (i % 2 == 0 ? one : two).StoreAsync(Delivery(1), CancellationToken.None))
                    )
            )
            .InTimeAsync();
        Assert.Equal(
            (1, 499),
            (verdicts.Count(v => v == DeliveryVerdict.Stored), verdicts.Count(v => v == DeliveryVerdict.Duplicate))
        );
        await LeaveOnlyTheFirstAsync(one, two);
        Assert.Equal((1L, 1), (await CountAsync(), (await EntriesAsync()).Count));

        async Task LeaveOnlyTheFirstAsync(InboxWriter first, InboxWriter second)
        {
            await first.StoreAsync(Delivery(2), CancellationToken.None);
            await second.StoreAsync(Delivery(3), CancellationToken.None);
            await UntilEntriesAsync(3);
            await _redis.GetDatabase().ExecuteAsync("XTRIM", StreamOptions.Key, "MAXLEN", "1");
            await _database.ExecuteAsync("DELETE FROM inbox WHERE resource_key <> 'order/1'");
        }
    }

    [Fact]
    public async Task Same_deliveries_in_opposite_orders_through_two_writers_are_all_stored_once()
    {
        await using var one = Writer(maxBatch: 256);
        await using var two = Writer(maxBatch: 256);
        for (var round = 0; round < 10; round++)
        {
            var ids = Enumerable.Range(round * 1000, 500).ToArray();
            var forward = ids.Select(id => one.StoreAsync(Delivery(id), CancellationToken.None));
            var backward = ids.Reverse().Select(id => two.StoreAsync(Delivery(id), CancellationToken.None));
            var verdicts = await Task.WhenAll(forward.Concat(backward)).InTimeAsync();
            Assert.Equal(500, verdicts.Count(verdict => verdict == DeliveryVerdict.Stored));
        }

        Assert.Equal(5000, await CountAsync());
    }

    [Fact]
    public async Task Database_that_is_away_is_told_within_the_time_out()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Timeout=5");
        await using var writer = Writer(source: nowhere);
        var started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<Exception>(() =>
            writer.StoreAsync(Delivery(1), CancellationToken.None).InTimeAsync()
        );
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Database_that_hangs_is_told_within_the_time_out()
    {
        await using var blocker = await _database.Source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE", blocker, transaction);
        await take.ExecuteNonQueryAsync();

        await using var writer = Writer();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            writer.StoreAsync(Delivery(1), CancellationToken.None).InTimeAsync()
        );
        await transaction.RollbackAsync();
        Assert.Equal(DeliveryVerdict.Stored, await writer.StoreAsync(Delivery(1), CancellationToken.None));
    }

    [Fact]
    public async Task Pooled_connections_that_died_with_a_restart_of_the_database_cost_no_delivery_a_503()
    {
        await using var writer = Writer();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _database.ExecuteAsync("SELECT pg_sleep(0.2)")))
            .InTimeAsync();
        Assert.Equal(10, await _database.KillConnectionsAsync());

        for (var id = 0; id < 10; id++)
        {
            Assert.Equal(
                DeliveryVerdict.Stored,
                await writer.StoreAsync(Delivery(id), CancellationToken.None).InTimeAsync()
            );
        }
    }

    [Fact]
    public async Task Redis_that_is_away_keeps_nothing_from_being_stored()
    {
        using var nowhere = await Servers.ConnectNowhereAsync();
        await using var writer = Writer(redis: nowhere);
        Assert.Equal(DeliveryVerdict.Stored, await writer.StoreAsync(Delivery(1), CancellationToken.None));
        Assert.Equal(1, await CountAsync());
    }

    private static Delivery Delivery(int id) =>
        new(
            "default",
            "order/created",
            ResourceKey.Order(id),
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"order":{"id":{{{id}}}}}""")),
            null,
            null
        );

    private InboxWriter Writer(
        int maxBatch = 256,
        NpgsqlDataSource? source = null,
        ConnectionMultiplexer? redis = null
    ) =>
        new(
            new InboxTable(source ?? _database.Source),
            new StreamProducer(redis ?? _redis, NullLogger<StreamProducer>.Instance),
            Options.Create(new InboxOptions()),
            TimeProvider.System,
            maxBatch
        );

    private Task<long> CountAsync() => _database.ScalarAsync<long>("SELECT count(*) FROM inbox");

    private Task UntilEntriesAsync(int count) =>
        Until.TrueAsync(async () => (await EntriesAsync()).Count >= count, $"{count} entries in the stream");

    private async Task<IReadOnlyList<string>> EntriesAsync() => await StreamProbe.EntriesAsync(_redis);
}
