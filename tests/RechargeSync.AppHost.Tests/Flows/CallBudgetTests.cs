using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>Recharge's call limit, shared by two workers and judged by the mock's own bucket.</summary>
[Collection(OneHealingSystem.Name)]
public sealed class CallBudgetTests(HealingSystem system, ITestOutputHelper output)
{
    private const int Orders = 300;

    /// <summary>More than the bucket holds: from here on, what leaks is all that is allowed.</summary>
    private const int Burst = 60;

    private const int Measured = 220;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Backlog_uses_what_Recharge_allows_and_not_one_call_is_refused()
    {
        var orders = Enumerable.Range(0, Orders).Select(_ => new ShopOrder(Shop.Default)).ToList();
        await Parallel.ForEachAsync(orders, async (order, _) => await system.Driver.SeedAsync(order));
        var before = (await system.Driver.AuditAsync()).Recharge;

        await Parallel.ForEachAsync(
            orders,
            async (order, _) => await system.Driver.DeliverAsync("order/created", order)
        );

        var first = await UntilWrittenAsync(orders, Burst);
        var last = await UntilWrittenAsync(orders, Measured);
        var audit = await system.Driver.UntilAsync(a => Written(a, orders) == Orders, "all orders have their ids");
        var allowed = TimeProvider.System.GetElapsedTime(first.At, last.At).TotalSeconds * HealingSystem.LeakPerSecond;
        var used = (last.Written - first.Written) / allowed;
        output.WriteLine(
            $"{last.Written - first.Written} writes where {allowed:0.0} calls were allowed: {used:P1}; {audit.Recharge.Overflowed - before.Overflowed} refused."
        );
        Assert.True(used >= 0.95, $"Used {used:P1} of what Recharge allows.");
        Assert.Equal(before.Overflowed, audit.Recharge.Overflowed);
    }

    private async Task<(int Written, long At)> UntilWrittenAsync(List<ShopOrder> orders, int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < s_patience,
                $"Waited in vain until {count} orders have their ids."
            );
            var asked = TimeProvider.System.GetTimestamp();
            var written = Written(await system.Driver.AuditAsync(), orders);
            if (written >= count)
            {
                // The audit speaks of a moment between question and answer.
                return (written, (asked + TimeProvider.System.GetTimestamp()) / 2);
            }

            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    private static int Written(Audit audit, List<ShopOrder> orders)
    {
        var ids = orders.Select(order => order.Id).ToHashSet();
        return audit.Orders.Count(order => order.ExternalOrderId is not null && ids.Contains(order.Id));
    }
}
