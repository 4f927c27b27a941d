using RechargeSync.AppHost.Demo;

namespace RechargeSync.AppHost.Tests;

public sealed class DemoTableTests
{
    [Fact]
    public void Table_is_aligned_and_says_what_is_missing()
    {
        var done = new DemoRow(534919106, "standard", TimeSpan.FromMilliseconds(412))
        {
            PlatformId = "92812948",
            PlatformNumber = "101",
            PlatformStatus = "paid",
            IdsWrittenBack = true,
            CartCleared = true,
        };
        var open = new DemoRow(7, "prepaid, 1st order", Duration: null) { ChargeWritten = false };

        Assert.Equal(
            """
            Recharge order  Kind                Platform order   Platform status  Ids written back  Charge written  Cart cleared  Updated  Done after
            --------------  ------------------  ---------------  ---------------  ----------------  --------------  ------------  -------  ----------
            534919106       standard            92812948 (#101)  paid             yes               -               yes           -        0.41 s
            7               prepaid, 1st order  missing          -                NO                NO              -             -        not done

            """,
            DemoTable.Render([done, open]),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void Order_is_done_only_when_its_own_ids_stand_at_Recharge()
    {
        var order = new DemoOrder(7, "standard", start: 0) { CartId = "c1" };
        var audit = new Audit(
            [new(7, "p1", "101")],
            [],
            [new("p1", "101", "recharge:default:7", Updates: 0, Status: "paid")],
            [new("c1", ItemCount: 0, ClearCalls: 1)]
        );

        Assert.True(order.Row(audit).IsDone);
        Assert.Contains(
            "written back",
            Assert.Single(order.Row(audit with { Orders = [new(7, "p2", "102")] }).Missing()),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "cart",
            Assert.Single(order.Row(audit with { Carts = [new("c1", ItemCount: 1, ClearCalls: 0)] }).Missing()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Prepaid_order_waits_for_the_write_back_of_its_own_turn()
    {
        var second = new DemoOrder(8, "prepaid, 2nd order", start: 0) { ChargeId = 3, ChargeWrites = 2 };
        var audit = new Audit(
            [new(8, "p2", "102")],
            [new(3, "p1", IdWrites: 1)],
            [new("p2", "102", "recharge:default:8", Updates: 0, Status: "paid")],
            []
        );

        Assert.False(second.Row(audit).IsDone);
        Assert.True(second.Row(audit with { Charges = [new(3, "p2", IdWrites: 2)] }).IsDone);
    }

    [Fact]
    public void Cancelled_order_waits_for_the_platform_and_says_in_words_how_it_stands_there()
    {
        var cancelled = new DemoOrder(9, "standard", start: 0) { ExpectsCancellation = true };
        var audit = new Audit(
            [new(9, "p3", "103")],
            [],
            [new("p3", "103", "recharge:default:9", Updates: 0, Status: "paid")],
            []
        );

        Assert.Contains("where it is paid", Assert.Single(cancelled.Row(audit).Missing()), StringComparison.Ordinal);
        var told = audit with { PlatformOrders = [audit.PlatformOrders[0] with { Status = "cancelled" }] };
        Assert.True(cancelled.Row(told).IsDone);
        Assert.Contains("cancelled", DemoTable.Render([cancelled.Row(told)]), StringComparison.Ordinal);
    }
}
