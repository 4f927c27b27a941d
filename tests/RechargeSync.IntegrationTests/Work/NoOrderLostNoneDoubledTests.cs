using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>The promise, kept against a world that breaks its calls before and after their effect.</summary>
[Collection(UsesServers.Name)]
public sealed class NoOrderLostNoneDoubledTests(Servers servers) : IAsyncLifetime
{
    private const int Orders = 25;

    private TestDatabase _database = null!;
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() =>
        (_database, _redis) = (await servers.CreateDatabaseAsync(), await servers.ConnectRedisAsync());

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _redis.Dispose();
    }

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.5)]
    [InlineData(4, 0.7)]
    public async Task Every_paid_order_is_on_the_platform_once_and_linked(int seed, double faults)
    {
        using var world = new FaultyWorld(seed, faults);
        await using var one = new Worker("one", _database, _redis, world);
        await using var two = new Worker("two", _database, _redis, world);
        await Task.WhenAll(one.StartAsync(), two.StartAsync());

        // Both workers are told of every event, as after a claim or a sweep; Recharge sends each order three times.
        var random = new Random(seed);
        var events = Enumerable
            .Range(1, Orders)
            .SelectMany(id =>
                new[]
                {
                    (
                        Id: id,
                        Topic: "order/created",
                        Order: new OrderBuilder().WithId(id).UpdatedAt(1).WithStatus("queued")
                    ),
                    (Id: id, Topic: "order/processed", Order: new OrderBuilder().WithId(id).UpdatedAt(2)),
                    (
                        Id: id,
                        Topic: "order/updated",
                        Order: new OrderBuilder().WithId(id).UpdatedAt(3).WithNote("ring twice")
                    ),
                }
            )
            .OrderBy(_ => random.Next())
            .ToArray();
        await Task.WhenAll(
                events.Select(item =>
                    Task.Run(async () =>
                    {
                        var key = WorkKey.Order("default", item.Id);
                        await _database.DeliverAsync(key, item.Order.Body(), item.Topic);
                        await Task.WhenAll(
                            one.Loop.RunAsync(key, CancellationToken.None),
                            two.Loop.RunAsync(key, CancellationToken.None)
                        );
                    })
                )
            )
            .InTimeAsync();

        await Until.TrueAsync(
            async () =>
                await _database.ScalarAsync<long>($"SELECT count(*) FROM orders WHERE state = {(int)WorkState.Done}")
                    == Orders
                && await _database.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE state = 0") == 0,
            "every order is done and every delivery applied"
        );

        var doubled = world
            .PlatformOrders.GroupBy(order => order.Value, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToArray();
        Assert.True(doubled.Length == 0, $"On the platform more than once: {string.Join(", ", doubled)}.");
        Assert.Equal(Orders, world.PlatformOrders.Count);
        Assert.All(
            world.ExternalIds,
            written => Assert.Equal($"recharge:default:{written.Key}", world.PlatformOrders[written.Value])
        );
        Assert.Equal(Orders, world.ExternalIds.Count);
        Assert.Equal(
            0,
            await _database.ScalarAsync<long>(
                "SELECT count(*) FROM orders WHERE desired_hash <> pushed_hash OR lease_owner IS NOT NULL"
            )
        );
    }
}
