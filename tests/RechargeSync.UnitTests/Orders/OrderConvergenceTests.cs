using FsCheck.Fluent;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

/// <summary>
/// Events arrive in any order, any number of times, while steps run in between: the platform ends with one order that
/// holds the newest content, and is never given an unpaid one.
/// </summary>
public sealed class OrderConvergenceTests
{
    private static readonly (string Topic, OrderBuilder Order)[] s_life =
    [
        ("order/created", new OrderBuilder().UpdatedAt(1).WithStatus("queued")),
        ("order/updated", new OrderBuilder().UpdatedAt(2).WithStatus("queued").WithNote("one")),
        ("order/processed", new OrderBuilder().UpdatedAt(3).WithNote("one")),
        ("order/updated", new OrderBuilder().UpdatedAt(3).WithNote("one").WithStatus("queued")),
        ("order/updated", new OrderBuilder().UpdatedAt(4).WithNote("two")),
        ("order/updated", new OrderBuilder().UpdatedAt(5).WithNote("two").WithExternalId("P1")),
        ("order/updated", new OrderBuilder().UpdatedAt(6).WithNote("three").WithExternalId("P1")),
    ];

    private static readonly byte[] s_newest = PlatformOrderMapper.Map("default", s_life[^1].Order.Read()).Hash;

    [Fact]
    public void Every_order_of_arrival_converges_to_the_newest_content() =>
        Generated.Holds(
            Gen.Shuffle(Enumerable.Range(0, s_life.Length).ToArray()),
            order =>
            {
                var driver = new ChangesDriver();
                foreach (var index in order)
                {
                    // What carries the platform's id can only come once that is written.
                    var (topic, payload) = s_life[index];
                    driver.Apply(payload, topic);
                }

                return driver.Row.DesiredHash!.SequenceEqual(s_newest) && driver.Row.Status == "success";
            }
        );

    [Fact]
    public void Every_order_of_arrival_with_steps_in_between_pushes_once_and_ends_up_to_date()
    {
        var withRepeats =
            from length in Gen.Choose(0, 6)
            from repeats in Gen.Choose(0, 4).ArrayOf(length)
            from order in Gen.Shuffle((int[])[0, 1, 2, 3, 4, .. repeats])
            from steps in Gen.Choose(0, 3).ArrayOf(order.Length)
            select (order, steps);
        Generated.Holds(
            withRepeats,
            given =>
            {
                var platform = new Platform();
                for (var i = 0; i < given.order.Length; i++)
                {
                    platform.Deliver(given.order[i]);
                    platform.Run(given.steps[i]);
                }

                platform.Run(10);
                platform.Driver.Apply(s_life[5].Order, "order/updated");
                platform.Driver.Apply(s_life[6].Order, "order/updated");
                platform.Run(10);
                return platform.Creates == 1
                    && platform.Writes == 1
                    && platform.Holds!.SequenceEqual(s_newest)
                    && platform.Driver.Next() == WorkStep.None;
            }
        );
    }

    /// <summary>What the outside would hold after each step.</summary>
    private sealed class Platform
    {
        private int _newest;

        public ChangesDriver Driver { get; } = new();

        public int Creates { get; private set; }

        public int Writes { get; private set; }

        public byte[]? Holds { get; private set; }

        public void Deliver(int index)
        {
            // Of the two of one second the first is what Recharge shows.
            _newest = Math.Max(_newest, index == 3 ? 2 : index);
            Driver.Apply(s_life[index].Order, s_life[index].Topic);
        }

        public void Run(int steps)
        {
            for (var i = 0; i < steps && Driver.Next() is var action and not WorkStep.None; i++)
            {
                if (action == WorkStep.ReadOrder)
                {
                    Driver.Apply(s_life[_newest].Order, "order/reconciled");
                    continue;
                }

                Assert.Equal("success", Driver.Row.Status);
                Driver.Reach(row => Step(row, action));
            }
        }

        private OrderRow Step(OrderRow row, WorkStep action)
        {
            switch (action)
            {
                case WorkStep.Push:
                    Creates++;
                    Holds = row.DesiredHash;
                    return row with { PlatformOrderId = "P1", PlatformOrderNumber = "1", PushedHash = row.DesiredHash };
                case WorkStep.UpdatePlatform:
                    Holds = row.DesiredHash;
                    return row with { PushedHash = row.DesiredHash };
                case WorkStep.WriteOrderIds:
                    Writes++;
                    return row with { OrderWrittenAt = Rows.Now };
                default:
                    throw new InvalidOperationException($"A standard order has no step {action}.");
            }
        }
    }
}
