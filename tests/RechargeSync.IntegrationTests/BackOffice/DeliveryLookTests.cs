using System.Text;
using RechargeSync.Console.Client;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What people see of deliveries, of those that were turned away, and of a signature.</summary>
[Collection(UsesServers.Name)]
public sealed class DeliveryLookTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Deliveries_are_listed_by_verdict_store_and_topic()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Database.DeliverAsync(
                WorkKey.Order(i % 2 == 0 ? "classic" : "default", i),
                topic: i == 5 ? "order/updated" : "order/created"
            );
        }

        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'no id', finished_at = now() WHERE id = 3");
        Assert.Equal([5L, 4, 3, 2, 1], await AllAsync(new DeliveryQuery { Limit = 2 }));
        Assert.Equal([4L, 2], await AllAsync(new DeliveryQuery { Store = "classic", Limit = 1 }));
        Assert.Equal([5L], await AllAsync(new DeliveryQuery { Topic = "order/updated" }));
        Assert.Equal([3L], await AllAsync(new DeliveryQuery { Verdict = "quarantined" }));
        Assert.Equal([5L, 4, 2, 1], await AllAsync(new DeliveryQuery { Verdict = "stored" }));
        Assert.Equal("quarantined", (await Console.Viewer.DeliveryAsync(3, default)).State);
    }

    [Fact]
    public async Task Record_of_what_left_no_row_is_short_and_holds_nothing_of_the_sender()
    {
        using var redis = await Servers.ConnectRedisAsync();
        var record = new RejectedDeliveries(TimeProvider.System);
        using var writer = new RejectedDeliveryWriter(record, redis);
        await writer.StartAsync(default);
        for (var i = 0; i < 500; i++)
        {
            record.Note(new RejectedDelivery("signature_wrong", "default", "order/created", 12));
        }

        await Until.TrueAsync(
            async () => (await Console.Viewer.RejectedDeliveriesAsync(null, null, default)).Items.Count > 0,
            "something is on record"
        );
        await writer.StopAsync(default);

        // A second may have turned over in between.
        var first = await Console.Viewer.RejectedDeliveriesAsync(null, 5, default);
        var all = await Console.Viewer.RejectedDeliveriesAsync(null, 500, default);
        Assert.InRange(all.Items.Count, 1, RejectedDeliveries.PerSecond * 3);
        Assert.Equal(("refused", "default", "order/created", "signature_wrong", 12L), Told(all.Items[0]));
        Assert.All(
            (await Console.Viewer.RejectedDeliveriesAsync(first.Next, 500, default)).Items,
            item => Assert.DoesNotContain(item, first.Items)
        );

        static (string, string, string, string?, long?) Told(RejectedDeliverySummary item) =>
            (item.Verdict, item.Store, item.Topic, item.Reason, item.Bytes);
    }

    [Fact]
    public async Task Signature_is_explained_from_the_stores_own_secrets()
    {
        var body = """{"order":{"id":1}}""";
        var hmac = Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData("the-default-secret"u8, Encoding.UTF8.GetBytes(body))
        );
        var answer = await Console.Viewer.ExplainSignatureAsync(
            new ExplainSignatureRequest
            {
                Store = "default",
                Body = body,
                Legacy = hmac,
            },
            default
        );
        Assert.Equal(("hmac_instead_of_hash", false, 1), (answer.Cause, answer.Accepted, answer.SecretNumber));
    }

    private async Task<List<long>> AllAsync(DeliveryQuery query)
    {
        var all = new List<long>();
        do
        {
            var page = await Console.Viewer.DeliveriesAsync(query, default);
            all.AddRange(page.Items.Select(item => item.Id));
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);

        return all;
    }
}
