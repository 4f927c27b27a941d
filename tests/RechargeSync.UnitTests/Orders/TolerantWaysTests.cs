using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Recharge;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

/// <summary>
/// Each kind of drift on each way that an order takes, in both versions: as a new order, as a change of a placed one,
/// and as what Recharge answered. None of them holds a paid order up.
/// </summary>
public sealed class TolerantWaysTests
{
    private static readonly string[] s_samples = [Sample.Order202101, Sample.Order202111];

    public static TheoryData<string, string> Kinds =>
        [
            .. TolerantOrderTests
                .Kinds.Select(row => (row.Data.Item1, row.Data.Item2))
                .Concat(TolerantOrderTests.LeftOut.Select(row => (row.Data.Item1, row.Data.Item2)))
                .Where(kind => !kind.Item2.Contains("\\ud83d", StringComparison.Ordinal))
                .Distinct(),
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void New_order_is_placed(string member, string json) => Each(member, json, "order/created", isPlaced: false);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answer_of_Recharge_is_placed(string member, string json) =>
        Each(member, json, "order/reconciled", isPlaced: false);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Change_of_a_placed_order_reaches_the_platform_or_changes_nothing(string member, string json) =>
        Each(member, json, "order/updated", isPlaced: true);

    private static void Each(string member, string json, string topic, bool isPlaced)
    {
        foreach (var sample in s_samples)
        {
            var order = new ChangesDriver();
            if (isPlaced)
            {
                order.Apply(new OrderBuilder(sample), zone: OrderBuilder.NewYork);
                order.Reach(row =>
                    row with
                    {
                        PlatformOrderId = "92812948",
                        PushedHash = row.DesiredHash,
                        OrderWrittenAt = Rows.Now,
                    }
                );
            }

            var body = new OrderBuilder(sample).Change(json => json["updated_at"] = "2026-03-03T09:00:00+00:00");
            var applied = order.Apply(body.Change(node => Set(node, member, json)), topic, zone: OrderBuilder.NewYork);

            Assert.Equal((DeliveryState.Quarantined == applied.State, null), (false, applied.End));
            WorkStep[] next = isPlaced
                ? [WorkStep.UpdatePlatform, WorkStep.RefundOnPlatform, WorkStep.ReadOrder, WorkStep.None]
                : [WorkStep.Push];
            Assert.Contains(order.Next(), next);
        }
    }

    private static void Set(JsonNode order, string path, string json)
    {
        var parts = path.Split('/');
        var parent = parts[..^1]
            .Aggregate(
                order,
                (node, part) => int.TryParse(part, CultureInfo.InvariantCulture, out var at) ? node[at]! : node[part]!
            );
        parent[parts[^1]] = JsonNode.Parse(json);
    }
}
