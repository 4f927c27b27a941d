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
        Require(table.Row?.Work.State != WorkState.Dead, $"I2 the order is a dead letter: {table.Row?.Work.Reason}");
        if (world.Sent.TrueForAll(sent => sent.Status != "success"))
        {
            Require(
                world.Creates == 0 && world.IdWrites == 0 && world.ChargeWrites == 0,
                "I3 an order that was never paid went outside"
            );
            return;
        }

        // Of events of the same second, the ones that let the order act count.
        var newest = world.Sent.Max(sent => sent.UpdatedAt);
        var inForce = world.Sent.Where(sent => sent.UpdatedAt == newest && sent.Status == "success").ToList();
        if (inForce.Count > 0)
        {
            Require(world.Creates == 1, $"I3 a paid order was created {world.Creates} times");
            Require(
                inForce.Exists(sent => sent.City == world.PlatformCity),
                $"I6 the platform ships to {world.PlatformCity}, not to {inForce[^1].City}"
            );
        }

        if (world.Creates > 0)
        {
            Placed();
        }
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

        // An update goes before a charge in doubt, so that no charge holds up a change; the doubt is then forgotten,
        // and the same id is written once more.
        var mostWrites = !story.IsPrepaid ? 0 : 1 + world.Updates;
        Require(
            world.ChargeWrites <= mostWrites && (world.ChargeWrites > 0) == story.IsPrepaid,
            $"I5 the charge was written {world.ChargeWrites} times"
        );
        Require(
            !story.IsPrepaid || world.ChargeOrderId == table.Row?.PlatformOrderId,
            $"I5 the charge carries {world.ChargeOrderId}"
        );
        Require(
            world.Updates == 0 || world.Sent.Select(sent => sent.City).Distinct(StringComparer.Ordinal).Count() > 1,
            "an echo was answered"
        );
    }

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            violations.Add(violation);
        }
    }
}
