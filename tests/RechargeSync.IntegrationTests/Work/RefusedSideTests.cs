using System.Net;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>A platform that refuses everything: two workers, one database, and orders that keep coming.</summary>
[Collection(UsesServers.Name)]
public sealed class RefusedSideTests(Servers servers) : IAsyncLifetime
{
    private const int Orders = 60;

    private TestDatabase _database = null!;
    private ConnectionMultiplexer _redis = null!;
    private FaultyWorld _world = null!;
    private Worker _one = null!;
    private Worker _two = null!;

    public async ValueTask InitializeAsync()
    {
        (_database, _redis) = (await servers.CreateDatabaseAsync(), await servers.ConnectRedisAsync());
        _world = new FaultyWorld(seed: 1, faults: 0);
        _one = new Worker("one", _database, _redis, _world);
        _two = new Worker("two", _database, _redis, _world);
        await Task.WhenAll(_one.StartAsync(), _two.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        _world.Dispose();
        await _database.DisposeAsync();
        _redis.Dispose();
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData(HttpStatusCode.Forbidden, "unauthorized")]
    [InlineData(HttpStatusCode.NotFound, "wrong_address")]
    [InlineData(HttpStatusCode.MethodNotAllowed, "wrong_address")]
    [InlineData(HttpStatusCode.InternalServerError, "server_error")]
    public async Task Orders_wait_for_a_side_that_refuses_everything_and_are_placed_once_it_takes_them(
        HttpStatusCode status,
        string reason
    )
    {
        _world.PlatformRefuses = status;
        await DeliverAsync(1, Orders);
        await UntilAsync($"count(*) = {Orders}", "orders WHERE waits_for = 2 AND lease_owner IS NULL");
        Assert.Equal(
            $"{reason} {(int)status}",
            await _database.ScalarAsync<string>("SELECT reason || ' ' || status FROM store_pauses")
        );

        // While it lasts, one order at a time is tried, and none of them fails.
        var failures = await FailuresAsync();
        await UntilAsync("max(probes) >= 3", "store_pauses");
        Assert.Equal(failures, await FailuresAsync());
        Assert.True(failures >= Core.Work.Streak.Few, "It is noticed by orders that fail.");
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM orders WHERE state = 4"));

        _world.PlatformRefuses = null;
        await UntilAsync($"count(*) = {Orders}", $"orders WHERE state = {(int)WorkState.Done}");
        Assert.Equal(Orders, _world.PlatformOrders.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Orders, _world.PlatformOrders.Count);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM orders WHERE waits_for IS NOT NULL"));
    }

    [Fact]
    public async Task Side_that_an_operator_resumes_is_called_at_once_and_paused_anew_where_it_still_refuses()
    {
        _world.PlatformRefuses = HttpStatusCode.Unauthorized;
        await DeliverAsync(1, Orders);
        await UntilAsync($"count(*) = {Orders}", "orders WHERE waits_for = 2 AND lease_owner IS NULL");
        var before = await _database.ScalarAsync<DateTime>("SELECT paused_at FROM store_pauses");
        var table = new PauseTable(_database.Source);
        var action = new OperatorAction("ada", "resume", "the key is right now");
        Assert.True(await table.ResumeAsync("default", StoreSide.Platform, action, default));
        await UntilAsync("count(*) = 1", $"store_pauses WHERE resumed_at IS NULL AND paused_at > '{before:O}'");
        Assert.Equal(
            "ada resume default unauthorized the key is right now",
            await _database.ScalarAsync<string>(
                "SELECT concat_ws(' ', actor, action, store, reason, note) FROM audit_log"
            )
        );
        Assert.False(await table.ResumeAsync("default", StoreSide.Recharge, action, default));
    }

    [Fact]
    public async Task Order_that_comes_in_meanwhile_costs_no_call_of_its_own()
    {
        _world.PlatformRefuses = HttpStatusCode.Unauthorized;
        await DeliverAsync(1, Orders);
        await UntilAsync($"count(*) = {Orders}", "orders WHERE waits_for = 2 AND lease_owner IS NULL");
        var (calls, probes) = (_world.PlatformCalls, await ProbesAsync());
        await DeliverAsync(Orders + 1, Orders);
        await UntilAsync($"count(*) = {2 * Orders}", "orders WHERE waits_for = 2 AND lease_owner IS NULL");
        Assert.InRange(_world.PlatformCalls - calls, 0, await ProbesAsync() - probes + 1);
    }

    private async Task DeliverAsync(int first, int count) =>
        await Task.WhenAll(
                Enumerable
                    .Range(first, count)
                    .Select(async id =>
                    {
                        var key = WorkKey.Order("default", id);
                        await _database.DeliverAsync(key, new OrderBuilder().WithId(id).Body(), "order/created");
                        await (id % 2 == 0 ? _one : _two).Loop.RunAsync(key, CancellationToken.None);
                    })
            )
            .InTimeAsync();

    private Task UntilAsync(string condition, string from) =>
        Until.TrueAsync(
            () => _database.ScalarAsync<bool>($"SELECT coalesce({condition}, false) FROM {from}"),
            $"{condition} of {from}"
        );

    private Task<long> FailuresAsync() => _database.ScalarAsync<long>("SELECT count(*) FROM failed_attempts");

    private Task<int> ProbesAsync() => _database.ScalarAsync<int>("SELECT max(probes) FROM store_pauses");
}
