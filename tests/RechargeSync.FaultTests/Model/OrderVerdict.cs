using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Model;

/// <summary>The simple model: what has to have come of a life, told from what was sent alone.</summary>
internal sealed class OrderVerdict(OrderStory story, World world, MemoryOrders table, List<string> violations)
{
    public void Judge()
    {
        Require(
            table.States.All(state => state is DeliveryState.Done or DeliveryState.Ignored),
            "I2 a delivery is neither done nor ignored"
        );
        var (status, city) = world.Content;
        if (world.Sent.TrueForAll(sent => sent.Status != "success"))
        {
            Require(
                world.Creates == 0 && world.IdWrites == 0 && world.ChargeWrites == 0,
                "I3 an order that was never paid went outside"
            );
            return;
        }

        // What Recharge shows in the end counts, whatever came in between and in whichever order.
        if (status == "success")
        {
            Require(world.Creates == 1, $"I3 a paid order was created {world.Creates} times");
        }

        if (world.Creates == 0)
        {
            return;
        }

        // Only a person can tell what is right for an order that the platform has cancelled, or may have.
        var isForAPerson = table.Row is { Work: { State: WorkState.Dead, Reason: OrderReason.CancelledOnPlatform } };
        if (status == "success" && (world.Cancels > 0 || (table.CancelWasIntended && isForAPerson)))
        {
            Require(
                isForAPerson,
                $"I2 an order that is back after its cancellation is {table.Row?.Work.State} {table.Row?.Work.Reason}"
            );
            return;
        }

        Require(
            status != "success" || world.PlatformCity == city,
            $"I6 the platform ships to {world.PlatformCity}, not to {city}"
        );
        Require(status != "cancelled" || world.Cancels > 0, "I6 the platform was not told of the cancellation");
        Require(
            status != "refunded" || world.Refunds + world.Cancels > 0,
            "I6 the platform was not told of the refund"
        );
        Placed();
    }

    private void Placed()
    {
        Require(
            table.Row is { Work.State: WorkState.Done, PlatformOrderId: not null, Adopted: false },
            $"I2 an order on the platform is {table.Row?.Work.State} here"
        );
        Require(
            world.ExternalOrderId == table.Row?.PlatformOrderId,
            $"I4 Recharge has {world.ExternalOrderId}, the row {table.Row?.PlatformOrderId}"
        );
        Require(world.IdWrites == 1, $"I4 ids were written {world.IdWrites} times");

        Require(
            world.ChargeWrites == (story.IsPrepaid ? 1 : 0),
            $"I5 the charge was written {world.ChargeWrites} times"
        );
        Require(
            !story.IsPrepaid || world.ChargeOrderId == table.Row?.PlatformOrderId,
            $"I5 the charge carries {world.ChargeOrderId}"
        );

        // Where payloads differ it may be in doubt from which of them the order was made: one is sent once more.
        Require(
            world.Updates == 0 || world.Sent.Select(sent => (sent.City, Contents(sent.Status))).Distinct().Count() > 1,
            "an echo was answered"
        );
    }

    private static string Contents(string status) => status == "queued" ? "success" : status;

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            violations.Add(violation);
        }
    }
}
