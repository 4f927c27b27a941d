using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>
/// What has had its time is erased, what is still needed is not, and ingest's guard against replays stays.
/// </summary>
[Collection(UsesServers.Name)]
public sealed class RetentionTests(Servers servers) : IAsyncLifetime
{
    private static readonly RetentionRule s_rule = new()
    {
        Age = TimeSpan.FromDays(30),
        OfStores = new Dictionary<string, TimeSpan>(StringComparer.Ordinal) { ["short"] = TimeSpan.FromDays(5) },
        Limit = 100,
    };

    private TestDatabase _database = null!;
    private RetentionTable _retention = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _retention = Retention("one");
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Body_of_an_order_that_was_at_rest_long_enough_is_erased_and_all_else_stays()
    {
        await OrderAsync(1, days: 31);
        await DeliveryAsync(1, days: 31);
        const string Rest = "id, store, topic, resource_key, dedupe_key, state, received_at, finished_at, enqueued_at";
        var before = await _database.RowsAsync($"SELECT {Rest} FROM inbox");

        Assert.Equal(1, await EraseAsync());

        Assert.Equal(before, await _database.RowsAsync($"SELECT {Rest} FROM inbox"));
        Assert.Equal(["0 True"], await _database.RowsAsync("SELECT octet_length(body), erased_at <= now() FROM inbox"));
    }

    [Theory]
    [InlineData("dead order", 4, null, 1, 31)]
    [InlineData("order under way", 1, "now() + interval '1 hour'", 1, 31)]
    [InlineData("order that has changed lately", 2, null, 1, 29)]
    [InlineData("delivery that nobody has applied", 2, null, 0, 31)]
    [InlineData("delivery that was not understood", 2, null, 3, 31)]
    [InlineData("delivery that was given up", 2, null, 4, 31)]
    public async Task Body_that_is_still_needed_is_not_erased(
        string what,
        int state,
        string? dueAt,
        int delivery,
        int days
    )
    {
        await OrderAsync(1, days, state, dueAt ?? "NULL");
        await DeliveryAsync(1, days: 31, delivery);

        Assert.True(await EraseAsync() == 0, what);

        Assert.Equal(["True -"], await _database.RowsAsync("SELECT octet_length(body) > 0, erased_at FROM inbox"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Body_that_was_still_needed_is_erased_once_its_order_is_at_rest(int state)
    {
        await OrderAsync(1, days: 31, state: 4);
        await DeliveryAsync(1, days: 31);
        Assert.Equal(0, await EraseAsync());
        await _database.ExecuteAsync($"UPDATE orders SET state = {state}");
        Assert.Equal(0, await EraseAsync());

        await _database.ExecuteAsync("UPDATE inbox SET keep_until = now()");

        Assert.Equal(1, await EraseAsync());
        Assert.Equal(["0 -"], await _database.RowsAsync("SELECT octet_length(body), keep_until FROM inbox"));
    }

    [Fact]
    public async Task Store_may_have_a_time_of_its_own()
    {
        await OrderAsync(1, days: 6, store: "short");
        await DeliveryAsync(1, days: 6, store: "short");
        await OrderAsync(2, days: 6);
        await DeliveryAsync(2, days: 6);

        Assert.Equal(1, await EraseAsync());

        Assert.Equal(
            ["short True -", "default False 24"],
            await _database.RowsAsync(
                "SELECT store, erased_at IS NOT NULL, round(extract(epoch FROM keep_until - now()) / 86400) FROM inbox ORDER BY id"
            )
        );
    }

    [Fact]
    public async Task Webhook_that_is_sent_again_after_its_body_was_erased_is_a_duplicate()
    {
        await OrderAsync(1, days: 31);
        await DeliveryAsync(1, days: 31);
        await EraseAsync();
        var body = "body of 1"u8.ToArray();

        var isNew = await new InboxTable(_database.Source).InsertAsync(
            [
                new DeliveryRow
                {
                    Store = "default",
                    Topic = "order/created",
                    ResourceKey = "order/1",
                    DedupeKey = InboxWriter.DedupeKey("order/created", body),
                    Body = body,
                },
            ],
            CancellationToken.None
        );

        Assert.Equal([false], isNew);
        Assert.Equal(["0"], await _database.RowsAsync("SELECT octet_length(body) FROM inbox"));
    }

    [Fact]
    public async Task What_others_have_said_of_the_order_goes_with_its_body()
    {
        await OrderAsync(1, days: 31);
        await DeliveryAsync(1, days: 31);
        await AttemptAsync(1, days: 31);
        await AttemptAsync(1, days: 29);

        await EraseAsync();

        Assert.Equal(
            ["refused - req", "refused said req"],
            await _database.RowsAsync("SELECT reason, detail, request_id FROM failed_attempts ORDER BY id")
        );
    }

    [Fact]
    public async Task Which_cart_a_checkout_named_goes_with_its_body()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO carts (store, token, cart_id, cleared_at, state, intent, fence, created_at, updated_at)
            VALUES ('default', 'k', 'cart-1', now(), 2, 0, 1, now() - interval '31 days', now() - interval '31 days')
            """
        );
        await DeliveryAsync(1, days: 31, resource: "checkout/k");

        Assert.Equal(1, await EraseAsync());

        Assert.Equal(["- True"], await _database.RowsAsync("SELECT cart_id, cleared_at IS NOT NULL FROM carts"));
    }

    [Fact]
    public async Task Each_delivery_is_passed_once_and_a_full_batch_tells_that_more_may_wait()
    {
        for (var order = 1; order <= 3; order++)
        {
            await OrderAsync(order, days: 31);
            await DeliveryAsync(order, days: 31);
        }

        await DeliveryAsync(3, days: 1, state: 2);
        var rule = s_rule with { Limit = 2 };

        Assert.Equal(new ErasedBatch(2, 2), await _retention.EraseAsync(rule, CancellationToken.None));
        Assert.Equal(new ErasedBatch(1, 1), await _retention.EraseAsync(rule, CancellationToken.None));
        Assert.Equal(new ErasedBatch(0, 0), await _retention.EraseAsync(rule, CancellationToken.None));
        Assert.Equal(["3"], await _database.RowsAsync("SELECT position FROM retention"));
    }

    [Fact]
    public async Task One_worker_is_at_it_until_it_goes_quiet()
    {
        await OrderAsync(1, days: 31);
        await DeliveryAsync(1, days: 31);
        var other = Retention("two");
        Assert.NotNull(await other.EraseAsync(s_rule, CancellationToken.None));

        Assert.Null(await _retention.EraseAsync(s_rule, CancellationToken.None));

        await _database.ExecuteAsync("UPDATE retention SET leased_until = now() - interval '1 second'");
        Assert.NotNull(await _retention.EraseAsync(s_rule, CancellationToken.None));
        Assert.Null(await other.EraseAsync(s_rule, CancellationToken.None));
    }

    [Fact]
    public async Task Failed_attempts_and_acts_are_deleted_after_their_time()
    {
        await AttemptAsync(1, days: 11);
        await AttemptAsync(1, days: 9);
        await _database.ExecuteAsync(
            """
            INSERT INTO audit_log (actor, action, store, resource_key, recorded_at)
            SELECT 'olga', 'retry', 'default', 'order/1', now() - n * interval '1 day' FROM unnest(ARRAY[11, 9]) AS n
            """
        );

        Assert.Equal(1, await _retention.DeleteAttemptsAsync(TimeSpan.FromDays(10), 100, CancellationToken.None));
        Assert.Equal(1, await _retention.DeleteAuditAsync(TimeSpan.FromDays(10), 100, CancellationToken.None));

        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM failed_attempts"));
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM audit_log"));
    }

    [Fact]
    public async Task Oldest_body_is_one_that_is_kept_or_the_first_that_was_not_looked_at()
    {
        Assert.Equal(TimeSpan.Zero, (await MeasureAsync()).OldestBody);
        await OrderAsync(1, days: 40, state: 4);
        await DeliveryAsync(1, days: 40);
        await OrderAsync(2, days: 35);
        await DeliveryAsync(2, days: 35);
        await EraseAsync();
        await DeliveryAsync(2, days: 3);
        var (oldest, size) = await MeasureAsync();
        Assert.Equal((40, true), (oldest.Days, size > 1_000_000));

        await _database.ExecuteAsync("UPDATE orders SET state = 2; UPDATE inbox SET keep_until = now() WHERE id = 1");
        await EraseAsync();

        Assert.Equal(3, (await MeasureAsync()).OldestBody.Days);
    }

    private RetentionTable Retention(string worker) => new(_database.Source, new WorkerName(worker, ""));

    private Task<(TimeSpan OldestBody, long Size)> MeasureAsync() => _retention.MeasureAsync(CancellationToken.None);

    private async Task<int> EraseAsync() => (await _retention.EraseAsync(s_rule, CancellationToken.None))!.Erased;

    private Task<int> OrderAsync(long id, int days, int state = 2, string dueAt = "NULL", string store = "default") =>
        _database.ExecuteAsync(
            $"""
            INSERT INTO orders (store, order_id, state, intent, fence, due_at, created_at, updated_at)
            VALUES ('{store}', {id}, {state}, 0, 1, {dueAt}, now() - interval '{days} days', now() - interval '{days} days')
            """
        );

    private async Task DeliveryAsync(
        long order,
        int days,
        int state = 1,
        string store = "default",
        string? resource = null
    )
    {
        var body = System.Text.Encoding.UTF8.GetBytes($"body of {order}");
        var dedupe = Convert.ToHexString(
            InboxWriter.DedupeKey("order/created", days == 31 ? body : [.. body, (byte)days])
        );
        await _database.ExecuteAsync(
            $"""
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, received_at, finished_at)
            VALUES ('{store}', 'order/created', '{resource ?? $"order/{order}"}', '\x{dedupe}', '\x{Convert.ToHexString(
                body
            )}',
                {state}, now() - interval '{days} days', CASE WHEN {state} <> 0 THEN now() - interval '{days} days' END)
            """
        );
    }

    private Task<int> AttemptAsync(long order, int days) =>
        _database.ExecuteAsync(
            $"""
            INSERT INTO failed_attempts (store, resource_key, step, reason, detail, request_id, failed_at)
            VALUES ('default', 'order/{order}', 1, 'refused', 'said', 'req', now() - interval '{days} days')
            """
        );
}
