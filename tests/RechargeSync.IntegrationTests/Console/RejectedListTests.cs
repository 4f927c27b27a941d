using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Inbox;
using RechargeSync.IntegrationTests.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Admin;

/// <summary>The record of what left no row, written and read again.</summary>
public abstract class UnstoredListTests(Servers servers, RedisProtocol protocol) : IAsyncLifetime
{
    private ConnectionMultiplexer _redis = null!;

    public async Task InitializeAsync() => _redis = await servers.ConnectRedisAsync(protocol: protocol);

    public Task DisposeAsync()
    {
        _redis.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_noted_is_read_newest_first_page_by_page()
    {
        var record = new UnstoredRecord(TimeProvider.System);
        using var writer = new UnstoredWriter(record, _redis);
        await writer.StartAsync(CancellationToken.None);
        record.Note(new Unstored("signature_wrong"));
        record.Note(new Unstored(null, "default", "order/created", 12));
        await Until.TrueAsync(
            async () => await _redis.GetDatabase().StreamLengthAsync(UnstoredRecord.Key) == 2,
            "both are on record"
        );
        await writer.StopAsync(CancellationToken.None);

        var list = new UnstoredList(_redis);
        var first = await list.ListAsync(null, 1);
        var second = await list.ListAsync(first.Next, 1);
        Assert.Equal(("duplicate", "default", "order/created", null, 12L), Told(Assert.Single(first.Items)));
        Assert.Equal(("refused", "", "", "signature_wrong", null), Told(Assert.Single(second.Items)));
        Assert.Null(second.Next);

        static (string, string, string, string?, long?) Told(UnstoredDelivery item) =>
            (item.Verdict, item.Store, item.Topic, item.Reason, item.Bytes);
    }

    [Fact]
    public async Task Empty_record_is_an_empty_page() =>
        Assert.Empty((await new UnstoredList(_redis).ListAsync(null, 10)).Items);

    [Collection(UsesServers.Name)]
    public sealed class OverResp2(Servers servers) : UnstoredListTests(servers, RedisProtocol.Resp2);

    [Collection(UsesServers.Name)]
    public sealed class OverResp3(Servers servers) : UnstoredListTests(servers, RedisProtocol.Resp3);
}
