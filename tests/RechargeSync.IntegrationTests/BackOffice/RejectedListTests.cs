using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Inbox;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>The record of what left no row, written and read again.</summary>
public abstract class RejectedListTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await servers.ConnectRedisAsync(protocol: protocol);

    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_noted_is_read_newest_first_page_by_page()
    {
        var record = new RejectedDeliveries(TimeProvider.System);
        using var writer = new RejectedDeliveryWriter(record, _redis);
        await writer.StartAsync(CancellationToken.None);
        record.Note(new RejectedDelivery("signature_wrong"));
        record.Note(new RejectedDelivery(null, "default", "order/created", 12));
        await Until.TrueAsync(
            async () => await _redis.GetDatabase().StreamLengthAsync(RejectedDeliveries.Key) == 2,
            "both are on record"
        );
        await writer.StopAsync(CancellationToken.None);

        var list = new RejectedList(_redis);
        var first = (await list.ListAsync(new PageRequest(Limit: 1))).OrThrow();
        var second = (await list.ListAsync(new PageRequest(first.Next, 1))).OrThrow();
        Assert.Equal(("duplicate", "default", "order/created", null, 12L), Told(Assert.Single(first.Items)));
        Assert.Equal(("refused", "", "", "signature_wrong", null), Told(Assert.Single(second.Items)));
        Assert.Null(second.Next);

        static (string, string, string, string?, long?) Told(RejectedDeliverySummary item) =>
            (item.Verdict, item.Store, item.Topic, item.Reason, item.Bytes);
    }

    [Fact]
    public async Task Empty_record_is_an_empty_page() =>
        Assert.Empty((await new RejectedList(_redis).ListAsync(new PageRequest(Limit: 10))).OrThrow().Items);

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : RejectedListTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : RejectedListTests(servers, RedisProtocol.Resp3);
}
