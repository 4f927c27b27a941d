using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>What a save stores, all of it or nothing.</summary>
[Collection(UsesServers.Name)]
public sealed class RecoveryPointTests(Servers servers) : IAsyncLifetime
{
    private static readonly WorkKey s_key = WorkKey.Order("default", 1);
    private static readonly DateTimeOffset s_time = new(2026, 3, 2, 14, 15, 33, 123, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private OrderTable _orders = null!;
    private CartTable _carts = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        (_orders, _carts) = (Tables.Orders(_database.Source, "one"), Tables.Carts(_database.Source, "one"));
    }

    public async ValueTask DisposeAsync()
    {
        await _orders.DisposeAsync();
        await _carts.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Every_field_of_an_order_comes_back_as_it_was_saved()
    {
        var id = await _database.DeliverAsync(s_key);
        var claim = (await _orders.ClaimAsync(s_key))!;
        var row = claim.Row with
        {
            Status = "SUCCESS",
            IsPrepaid = true,
            ChargeId = 2,
            AddressId = 3,
            CustomerId = 4,
            SourceUpdatedAt = s_time,
            SourceUpdatedAtIsInstant = true,
            PayloadInboxId = id,
            DesiredHash = [1, 2],
            PushedHash = [3],
            PlatformOrderId = "p",
            PlatformOrderNumber = "n",
            Adopted = true,
            UpdateVersion = 7,
            PushedAt = s_time.AddSeconds(1),
            OrderWrittenAt = s_time.AddSeconds(2),
            ChargeWrittenAt = s_time.AddSeconds(3),
            ChargeWarning = "w",
            Work = claim.Row.Work with
            {
                State = WorkState.Active,
                Intent = WorkStep.WriteChargeId,
                UnknownSince = s_time.AddSeconds(7),
                Attempts = 4,
                Reason = "r",
                FailingSince = s_time.AddSeconds(4),
                RetryAt = s_time.AddSeconds(5),
                TraceParent = "t",
                FirstAttempt = "f",
                FinishedAt = s_time.AddSeconds(6),
            },
        };
        await _orders.SaveAsync(s_key, row);

        var again = (await _orders.ClaimAsync(s_key))!;
        Assert.Equal(row.DesiredHash, again.Row.DesiredHash);
        Assert.Equal(row.PushedHash, again.Row.PushedHash);
        Assert.Equal(
            row with
            {
                DesiredHash = null,
                PushedHash = null,
                Work = row.Work with { Fence = 2 },
            },
            again.Row with
            {
                DesiredHash = null,
                PushedHash = null,
            }
        );
        Assert.Equal((id, "order/created"), (again.Payload!.Id, again.Payload.Topic));
    }

    [Fact]
    public async Task Every_field_of_a_cart_comes_back_as_it_was_saved()
    {
        var key = WorkKey.Checkout("default", "token");
        await _database.DeliverAsync(key, [1], "checkout/processed");
        var claim = (await _carts.ClaimAsync(key))!;
        var row = claim.Row with
        {
            CartId = "c",
            ClearedAt = s_time,
            Work = claim.Row.Work with
            {
                State = WorkState.Active,
                Intent = WorkStep.ClearCart,
                Attempts = 4,
                Reason = "r",
                FailingSince = s_time,
                RetryAt = s_time,
                TraceParent = "t",
                FirstAttempt = "f",
                FinishedAt = s_time,
            },
        };
        await _carts.SaveAsync(key, row);
        Assert.Equal(row with { Work = row.Work with { Fence = 2 } }, (await _carts.ClaimAsync(key))!.Row);
    }

    [Fact]
    public async Task Row_and_deliveries_and_failure_are_saved_together()
    {
        var done = await _database.DeliverAsync(s_key);
        var quarantined = await _database.DeliverAsync(s_key, topic: "order/updated");
        var row = (await _orders.ClaimAsync(s_key))!.Row;
        var failure = new FailedAttemptRow
        {
            Store = "default",
            ResourceKey = "order/1",
            Step = WorkStep.Push,
            Reason = "refused",
            Status = 422,
            Detail = "why",
            RequestId = "req",
            TraceParent = "t",
        };
        await _orders.SaveAsync(
            new Save<OrderRow>(
                s_key,
                row,
                [new(done, DeliveryState.Done, null), new(quarantined, DeliveryState.Quarantined, "what")],
                failure,
                KeepLease: true
            ),
            CancellationToken.None
        );

        Assert.Equal(
            "1 - True|3 what True",
            string.Join(
                '|',
                await _database.RowsAsync("SELECT state, reason, finished_at IS NOT NULL FROM inbox ORDER BY id")
            )
        );
        Assert.Equal(
            "default order/1 1 refused 422 why req t",
            Assert.Single(
                await _database.RowsAsync(
                    "SELECT store, resource_key, step, reason, status, detail, request_id, trace_parent FROM failed_attempts"
                )
            )
        );
    }

    [Fact]
    public async Task Save_that_is_repeated_changes_no_delivery_twice()
    {
        var id = await _database.DeliverAsync(s_key);
        var row = (await _orders.ClaimAsync(s_key))!.Row;
        await _orders.SaveAsync(s_key, row, keep: true, new DeliveryOutcome(id, DeliveryState.Done, null));
        await _orders.SaveAsync(s_key, row, keep: true, new DeliveryOutcome(id, DeliveryState.Dead, "again"));
        Assert.Equal("1 -", Assert.Single(await _database.RowsAsync("SELECT state, reason FROM inbox")));
    }

    [Fact]
    public async Task Last_save_tells_whether_more_waits()
    {
        var first = await _database.DeliverAsync(s_key);
        var row = (await _orders.ClaimAsync(s_key))!.Row;
        await _database.DeliverAsync(s_key, topic: "order/updated");
        Assert.False((await _orders.SaveAsync(s_key, row, keep: true)).MoreWaits);
        Assert.True(
            (
                await _orders.SaveAsync(s_key, row, keep: false, new DeliveryOutcome(first, DeliveryState.Done, null))
            ).MoreWaits
        );

        var claim = (await _orders.ClaimAsync(s_key))!;
        Assert.False(
            (
                await _orders.SaveAsync(
                    s_key,
                    claim.Row,
                    keep: false,
                    new DeliveryOutcome(Assert.Single(claim.Deliveries).Id, DeliveryState.Done, null)
                )
            ).MoreWaits
        );
    }

    [Fact]
    public async Task More_deliveries_than_one_claim_takes_wait_for_the_next_round()
    {
        for (var i = 0; i < 60; i++)
        {
            await _database.DeliverAsync(s_key, [(byte)i]);
        }

        var claim = (await _orders.ClaimAsync(s_key))!;
        Assert.Equal(50, claim.Deliveries.Count);
        Assert.True(
            (
                await _orders.SaveAsync(
                    s_key,
                    claim.Row,
                    keep: false,
                    [.. claim.Deliveries.Select(d => new DeliveryOutcome(d.Id, DeliveryState.Done, null))]
                )
            ).MoreWaits
        );
        Assert.Equal(10, (await _orders.ClaimAsync(s_key))!.Deliveries.Count);
    }

    [Fact]
    public async Task Save_that_the_database_refuses_takes_no_other_with_it()
    {
        var keys = Enumerable.Range(1, 20).Select(i => WorkKey.Order("default", i)).ToArray();
        foreach (var key in keys)
        {
            await _database.DeliverAsync(key);
        }

        var claims = await Task.WhenAll(keys.Select(key => _orders.ClaimAsync(key)));
        var saves = keys.Zip(
                claims,
                (key, claim) =>
                    _orders.SaveAsync(
                        key,
                        claim!.Row with
                        {
                            Work = claim.Row.Work with { Reason = key.OrderId == 7 ? "\0" : "fine" },
                        }
                    )
            )
            .ToArray();
        await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(() => saves[6]);
        await Task.WhenAll(saves.Where((_, i) => i != 6));
        Assert.Equal(
            19,
            await _database.ScalarAsync<long>(
                "SELECT count(*) FROM orders WHERE reason = 'fine' AND lease_owner IS NULL"
            )
        );
    }

    [Fact]
    public async Task Delivery_that_comes_while_a_save_waits_for_its_row_is_told_of()
    {
        var first = await _database.DeliverAsync(s_key);
        var row = (await _orders.ClaimAsync(s_key))!.Row;
        Task<Saved> save;
        await using (var another = await _database.Source.OpenConnectionAsync())
        {
            // As the claim of another worker does, who is told of the next delivery while the lease is still taken.
            await using var claim = await another.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("SELECT FROM orders FOR UPDATE", another, claim);
            await hold.ExecuteNonQueryAsync();
            save = _orders.SaveAsync(s_key, row, keep: false, new DeliveryOutcome(first, DeliveryState.Done, null));
            await Until.TrueAsync(
                async () =>
                    await _database.ScalarAsync<long>(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    ) == 1,
                "the save waits for the row"
            );
            await _database.DeliverAsync(s_key, topic: "order/updated");
            await claim.CommitAsync();
        }

        var saved = await save;
        Assert.True(saved is { Held: true, MoreWaits: true });
    }

    [Fact]
    public async Task Many_claims_and_saves_of_two_workers_do_not_lock_each_other_out()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '', 0 FROM generate_series(1, 300) AS n
            """
        );
        await using var second = Tables.Orders(_database.Source, "two");
        var random = new Random(7);
        var done = 0;
        await Task.WhenAll(
                Enumerable
                    .Range(0, 2)
                    .SelectMany(worker =>
                    {
                        var table = worker == 0 ? _orders : second;
                        var ids = Enumerable.Range(1, 300).OrderBy(_ => random.Next()).ToArray();
                        return ids.Select(id =>
                            Task.Run(async () =>
                            {
                                var key = WorkKey.Order("default", id);
                                if (await table.ClaimAsync(key) is { } claim)
                                {
                                    await table.SaveAsync(key, claim.Row with { Status = "a" }, keep: true);
                                    var outcomes = claim
                                        .Deliveries.Select(d => new DeliveryOutcome(d.Id, DeliveryState.Done, null))
                                        .ToArray();
                                    Assert.True(
                                        (
                                            await table.SaveAsync(
                                                key,
                                                claim.Row with
                                                {
                                                    Status = "b",
                                                },
                                                keep: false,
                                                outcomes
                                            )
                                        ).Held
                                    );
                                    Interlocked.Increment(ref done);
                                }
                            })
                        );
                    })
            )
            .InTimeAsync();
        Assert.InRange(done, 300, 600);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE state = 0"));
        Assert.Equal(
            300,
            await _database.ScalarAsync<long>("SELECT count(*) FROM orders WHERE status = 'b' AND lease_owner IS NULL")
        );
    }
}
