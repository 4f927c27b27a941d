using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>Two workers, one row.</summary>
[Collection(UsesServers.Name)]
public sealed class LeaseTests(Servers servers) : IAsyncLifetime
{
    private static readonly WorkKey s_key = WorkKey.Order("default", 1);

    private TestDatabase _database = null!;
    private OrderTable _one = null!;
    private OrderTable _two = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        (_one, _two) = (Tables.Orders(_database.Source, "one"), Tables.Orders(_database.Source, "two"));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task First_claim_creates_the_row_and_hands_over_what_waits()
    {
        var first = await _database.DeliverAsync(s_key);
        var second = await _database.DeliverAsync(s_key, topic: "order/updated");
        var claim = (await _one.ClaimAsync(s_key))!;
        Assert.Equal(
            ("default", 1L, WorkState.Waiting, WorkStep.None, 1L),
            (claim.Row.Store, claim.Row.OrderId, claim.Row.Work.State, claim.Row.Work.Intent, claim.Row.Work.Fence)
        );
        Assert.Equal([first, second], claim.Deliveries.Select(delivery => delivery.Id));
        Assert.Equal(
            "order/created order/updated",
            string.Join(' ', claim.Deliveries.Select(delivery => delivery.Topic))
        );
        Assert.Null(claim.Payload);
        var clock = new DateTimeOffset(await _database.ScalarAsync<DateTime>("SELECT now()"));
        Assert.InRange(claim.Now, clock.AddMinutes(-1), clock);
    }

    [Fact]
    public async Task First_claim_commits_the_intent_of_a_push_with_the_lease()
    {
        await _database.DeliverAsync(s_key);
        Assert.Equal(WorkStep.Push, (await _one.ClaimAsync(s_key))!.Intent);

        await _database.ExecuteAsync("UPDATE orders SET due_at = now()");
        var next = (await _two.ClaimAsync(s_key))!;
        Assert.Equal((WorkStep.Push, WorkStep.None), (next.Row.Work.Intent, next.Intent));
    }

    [Fact]
    public async Task Claim_of_what_nobody_ever_heard_of_creates_nothing()
    {
        Assert.Null(await _one.ClaimAsync(s_key));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Row_that_rests_is_claimed_by_its_next_delivery_only()
    {
        var id = await _database.DeliverAsync(s_key);
        var claim = (await _one.ClaimAsync(s_key))!;
        await _one.SaveAsync(
            s_key,
            claim.Row with
            {
                Work = claim.Row.Work with { State = WorkState.Waiting },
            },
            keep: false,
            new DeliveryOutcome(id, DeliveryState.Ignored, "x")
        );
        Assert.Null(await _two.ClaimAsync(s_key));

        await _database.DeliverAsync(s_key, topic: "order/updated");
        Assert.Equal(2, (await _two.ClaimAsync(s_key))!.Row.Work.Fence);
    }

    [Fact]
    public async Task Row_is_held_by_one_worker_at_a_time()
    {
        await _database.DeliverAsync(s_key);
        var claims = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? _one : _two).ClaimAsync(s_key)))
            )
            .InTimeAsync();
        var owners = claims.OfType<Claim<OrderRow>>().ToArray();

        // A worker may claim its own row again, under a new token; the other gets nothing.
        Assert.NotEmpty(owners);
        Assert.Equal(owners.Length, owners.Select(claim => claim.Row.Work.Fence).Distinct().Count());
        Assert.Equal(owners.Length, await _database.ScalarAsync<long>("SELECT fence FROM orders"));
        var holder = (await _database.ScalarAsync<string>("SELECT lease_owner FROM orders")).StartsWith(
            "one#",
            StringComparison.Ordinal
        )
            ? _two
            : _one;
        Assert.Null(await holder.ClaimAsync(s_key));
    }

    [Fact]
    public async Task Lease_that_ran_out_can_be_taken_and_its_holder_writes_nothing_any_more()
    {
        var id = await _database.DeliverAsync(s_key);
        var late = (await _one.ClaimAsync(s_key))!;
        await _database.ExecuteAsync("UPDATE orders SET due_at = now() - interval '1 second'");
        var taken = (await _two.ClaimAsync(s_key))!;
        Assert.Equal(late.Row.Work.Fence + 1, taken.Row.Work.Fence);

        var failure = new FailedAttemptRow
        {
            Store = "default",
            ResourceKey = "order/1",
            Step = WorkStep.Push,
            Reason = "late",
        };
        var saved = await _one.SaveAsync(
            new Save<OrderRow>(
                s_key,
                late.Row with
                {
                    PlatformOrderId = "late",
                },
                [new DeliveryOutcome(id, DeliveryState.Done, null)],
                failure,
                KeepLease: false
            ),
            CancellationToken.None
        );
        Assert.False(saved.Held);
        Assert.Equal(
            "- 0",
            Assert.Single(await _database.RowsAsync("SELECT platform_order_id, inbox.state FROM orders, inbox"))
        );
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM failed_attempts"));

        Assert.True((await _two.SaveAsync(s_key, taken.Row)).Held);
    }

    [Fact]
    public async Task Token_that_a_database_gives_out_twice_is_worth_nothing_to_the_first_who_had_it()
    {
        await _database.DeliverAsync(s_key);
        var late = (await _one.ClaimAsync(s_key))!;

        // A standby took over that had not heard of the claim.
        await _database.ExecuteAsync("DELETE FROM orders");
        var taken = (await _two.ClaimAsync(s_key))!;
        Assert.Equal(late.Row.Work.Fence, taken.Row.Work.Fence);
        Assert.False((await _one.SaveAsync(s_key, late.Row)).Held);
        Assert.True((await _two.SaveAsync(s_key, taken.Row)).Held);
    }

    [Fact]
    public async Task What_a_worker_was_at_that_never_gave_its_lease_back_is_unknown_from_the_next_claim_on()
    {
        await _database.DeliverAsync(s_key);
        await _one.ClaimAsync(s_key);
        await _database.ExecuteAsync("UPDATE orders SET due_at = now()");
        var next = (await _two.ClaimAsync(s_key))!;
        Assert.Equal((next.Now, WorkStep.Push), (next.Row.Work.UnknownSince, next.Row.Work.Intent));

        // What was given back stays as its holder has left it.
        var since = next.Now.AddMinutes(-1);
        await _two.SaveAsync(
            s_key,
            next.Row with
            {
                Work = next.Row.Work with { UnknownSince = since, RetryAt = next.Now },
            }
        );
        Assert.Equal(since, (await _one.ClaimAsync(s_key))!.Row.Work.UnknownSince);
    }

    [Fact]
    public async Task Lease_is_extended_by_every_recovery_point()
    {
        await _database.DeliverAsync(s_key);
        var claim = (await _one.ClaimAsync(s_key))!;
        await _database.ExecuteAsync("UPDATE orders SET due_at = now() + interval '1 second'");
        await _one.SaveAsync(s_key, claim.Row, keep: true);
        Assert.True(
            await _database.ScalarAsync<bool>(
                "SELECT due_at > now() + interval '50 seconds' AND lease_owner LIKE 'one#%' FROM orders"
            )
        );
        await _one.SaveAsync(s_key, claim.Row with { Work = claim.Row.Work with { RetryAt = claim.Now.AddHours(1) } });
        Assert.True(await _database.ScalarAsync<bool>("SELECT due_at = retry_at AND lease_owner IS NULL FROM orders"));
    }

    [Fact]
    public async Task Due_rows_are_those_whose_time_has_come_the_longest_overdue_first()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO orders (store, order_id, source_updated_at_is_instant, adopted, state, intent, attempts, fence, created_at, updated_at, due_at)
            SELECT 'default', n, false, false, 1, 0, 0, 1, now(), now(), CASE n WHEN 5 THEN NULL ELSE now() + (n - 3) * interval '1 minute' END FROM generate_series(1, 5) AS n
            """
        );
        Assert.Equal("order/1 order/2 order/3", string.Join(' ', (await _one.DueAsync()).Select(key => key.Resource)));
        Assert.Single(await _one.DueAsync(1));
        Assert.NotNull(await _one.ClaimAsync(WorkKey.Order("default", 1)));
        Assert.Null(await _one.ClaimAsync(WorkKey.Order("default", 4)));
        Assert.Equal("order/2 order/3", string.Join(' ', (await _two.DueAsync()).Select(key => key.Resource)));
    }

    [Fact]
    public async Task Worker_that_comes_back_takes_up_what_it_held_and_nothing_else()
    {
        foreach (var id in new[] { 1, 2, 3 })
        {
            await _database.DeliverAsync(WorkKey.Order("default", id));
        }

        await using var other = Tables.Orders(_database.Source, "one0");
        await _one.ClaimAsync(WorkKey.Order("default", 1));
        await _two.ClaimAsync(WorkKey.Order("default", 2));
        await other.ClaimAsync(WorkKey.Order("default", 3));

        await using var again = Tables.Orders(_database.Source, "one");
        Assert.Equal(1, await again.ReleaseOwnAsync(CancellationToken.None));
        Assert.Equal(ResourceKey.Order(1), Assert.Single(await again.DueAsync()).Resource);
        Assert.NotNull(await again.ClaimAsync(WorkKey.Order("default", 1)));
        Assert.Equal(0, await again.ReleaseOwnAsync(CancellationToken.None));
        Assert.Null(await again.ClaimAsync(WorkKey.Order("default", 2)));
    }
}
