using RechargeSync.Console.Client;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>The tail: what happens, as it happens.</summary>
[Collection(UsesServers.Name)]
public sealed class LiveTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Tail_tells_what_happens_and_nothing_of_before()
    {
        await Database.DeliverAsync(WorkKey.Order("default", 1));
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var listening = Task.Run(async () =>
        {
            await foreach (var happened in Console.Viewer.LiveAsync(enough.Token))
            {
                return happened;
            }

            return null;
        });

        // Somebody listens once the poller has its place; what comes before that is not told.
        LiveEvent? first = null;
        for (var id = 2L; first is null && !enough.IsCancellationRequested; id++)
        {
            await Database.DeliverAsync(WorkKey.Order("default", id));
            first =
                await Task.WhenAny(
                    listening,
                    Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, enough.Token)
                ) == listening
                    ? await listening
                    : null;
        }

        Assert.Equal(("delivery", "default"), (first!.Type, first.Store));
        Assert.NotEqual("order/1", first.Resource, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Tail_tells_of_rejected_deliveries_and_of_none_before()
    {
        using var redis = await Servers.ConnectRedisAsync();
        var record = new RejectedDeliveries(TimeProvider.System);
        using var writer = new RejectedDeliveryWriter(record, redis);
        await writer.StartAsync(default);
        record.Note(new RejectedDelivery("before", "default", "order/created", 12));
        await Until.TrueAsync(
            async () => (await Console.Viewer.RejectedDeliveriesAsync(null, null, default)).Items.Count > 0,
            "what came before is on record"
        );

        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var listening = Task.Run(async () =>
        {
            await foreach (var happened in Console.Viewer.LiveAsync(enough.Token))
            {
                if (happened.Type == LiveEventTypes.Rejected)
                {
                    return happened;
                }
            }

            return null;
        });
        await Until.TrueAsync(
            () =>
            {
                record.Note(new RejectedDelivery("signature_wrong", "default", "order/created", 12));
                return Task.FromResult(listening.IsCompleted);
            },
            "the tail tells of a rejected delivery"
        );
        await writer.StopAsync(default);

        var told = (await listening)!;
        Assert.Equal(("default", "", "warning"), (told.Store, told.Resource, told.Outcome));
        Assert.Contains("signature_wrong", told.Text, StringComparison.Ordinal);
    }
}
