using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Dispatch;

public sealed class WebhookFaultTests
{
    [Fact]
    public async Task Duplicates_add_copies_to_every_delivery()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new { duplicates = 2 } });
        await mock.BuyAsync();
        await mock.QuietAsync();

        Assert.Equal(9, mock.Receiver.All.Count);
        var counts = (await mock.AuditAsync())["webhooks"]!;
        Assert.Equal(3, counts["fired"]!.GetValue<int>());
        Assert.Equal(9, counts["delivered"]!.GetValue<int>());
        Assert.Equal(6, counts["copies"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_fraction_of_duplicates_copies_some_deliveries()
    {
        await using var mock = new MockHost(("Mock:Faults:Seed", "7"));
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new { duplicates = 0.5 } });
        for (var i = 0; i < 20; i++)
        {
            await mock.BuyAsync();
        }

        await mock.QuietAsync();

        Assert.InRange(mock.Receiver.All.Count, 61, 119);
    }

    [Fact]
    public async Task Dropped_deliveries_are_fired_but_never_sent()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new { dropRate = 1 } });
        await mock.BuyAsync();
        await mock.QuietAsync();

        Assert.Empty(mock.Receiver.All);
        var counts = (await mock.AuditAsync())["webhooks"]!;
        Assert.Equal(3, counts["fired"]!.GetValue<int>());
        Assert.Equal(3, counts["dropped"]!.GetValue<int>());
        Assert.Equal(0, counts["delivered"]!.GetValue<int>());
        Assert.Equal(0, counts["failed"]!.GetValue<int>());
    }

    [Fact]
    public async Task Reordered_deliveries_are_overtaken_by_later_ones()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new { reorder = 1 } });
        var early = await mock.BuyAsync();
        await mock.ControlAsync(HttpMethod.Delete, "/faults");
        var late = await mock.BuyAsync();
        await mock.Receiver.UntilAsync(3);
        Assert.DoesNotContain(mock.Receiver.Of("order/created"), r => r.OrderId == early.OrderIds[0]);

        mock.Time.Advance(TimeSpan.FromSeconds(2));
        await mock.QuietAsync();

        Assert.Equal([late.OrderIds[0], early.OrderIds[0]], mock.Receiver.Of("order/created").Select(r => r.OrderId));
    }

    [Fact]
    public async Task A_reset_forgets_what_is_still_under_way_and_subscribes_again()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new { reorder = 1 } });
        await mock.BuyAsync();
        await mock.ControlAsync(HttpMethod.Post, "/reset");
        await mock.QuietAsync();
        Assert.Empty(mock.Receiver.All);

        await mock.BuyAsync();
        await mock.QuietAsync();

        Assert.Equal(3, mock.Receiver.All.Count);
        Assert.Equal(3, (await mock.AuditAsync())["webhooks"]!["fired"]!.GetValue<int>());
        Assert.Equal(7, (await mock.GetRechargeAsync("/webhooks"))["webhooks"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_shutdown_does_not_wait_for_retries_that_are_hours_away()
    {
        var mock = new MockHost(("Mock:Webhooks:TimeScale", "1"));
        mock.Receiver.Answer = (_, _) => Task.FromResult(System.Net.HttpStatusCode.BadGateway);
        await mock.BuyAsync();
        await mock.Receiver.UntilAsync(3);

        await mock.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }
}
