using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>A service, or Redis, that is restarted while orders are under way loses and doubles nothing.</summary>
[Collection(OneSystem.Name)]
public sealed class RestartTests(RunningSystem system)
{
    private const int Orders = 30;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public Task Worker_is_restarted_while_orders_are_under_way() => RestartWhileOrdersAreUnderWayAsync("worker");

    [Fact]
    public Task Webhooks_is_restarted_while_orders_are_under_way() => RestartWhileOrdersAreUnderWayAsync("webhooks");

    [Fact]
    public Task Redis_is_restarted_while_orders_are_under_way() => RestartWhileOrdersAreUnderWayAsync("redis");

    private async Task RestartWhileOrdersAreUnderWayAsync(string service)
    {
        // Slow enough that the restart falls into the middle.
        await system.Driver.ControlAsync(
            HttpMethod.Put,
            "/control/faults",
            """{"platform":{"latencyMs":150},"recharge":{"latencyMs":150}}"""
        );
        try
        {
            var purchases = new List<Purchase>();
            for (var i = 0; i < Orders; i++)
            {
                purchases.Add(
                    await system.Driver.BuyAsync(i % 2 == 0 ? Shop.Default : Shop.Classic, "prepaid", shipments: 2)
                );
                if (i == Orders / 2)
                {
                    await RestartAsync(service);
                }
            }

            await system.Driver.UntilAsync(
                a => purchases.All(p => IsDone(a, p)),
                $"all orders are done after the restart of {service}"
            );
            await system.Driver.ControlAsync(HttpMethod.Delete, "/control/faults");
            AssertOnce(await system.Driver.AuditAsync(), purchases);
        }
        finally
        {
            await system.Driver.ControlAsync(HttpMethod.Delete, "/control/faults");
        }
    }

    private async Task RestartAsync(string service)
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        var restarted = await system.App.ResourceCommands.ExecuteCommandAsync(
            service,
            KnownResourceCommands.RestartCommand,
            deadline.Token
        );
        Assert.True(restarted.Success, $"{service} was not restarted.");

        // What is known of it may still be that it was stopped, which would end an ordinary wait.
        await system.App.ResourceNotifications.WaitForResourceHealthyAsync(
            service,
            WaitBehavior.WaitOnResourceUnavailable,
            deadline.Token
        );
    }

    private static bool IsDone(Audit audit, Purchase purchase) =>
        audit.OrderOf(purchase.OrderIds[0]).ExternalOrderId is { } id
        && audit.ChargeOf(purchase.ChargeId).ExternalOrderId == id
        && audit.CartOf(purchase.CartId).ItemCount == 0;

    private static void AssertOnce(Audit audit, List<Purchase> purchases) =>
        Assert.All(
            purchases,
            purchase =>
            {
                var order = audit.OrderOf(purchase.OrderIds[0]);
                var placed = Assert.Single(
                    audit.PlatformOrders,
                    p => p.Reference.EndsWith(FormattableString.Invariant($":{order.Id}"), StringComparison.Ordinal)
                );
                Assert.Equal((placed.Id, 1), (order.ExternalOrderId, order.IdWrites));
                Assert.Equal(1, audit.ChargeOf(purchase.ChargeId).IdWrites);
            }
        );
}
