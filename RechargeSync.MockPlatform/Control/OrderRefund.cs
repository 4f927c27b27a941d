using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// What a refund makes of an order and its charge: the order keeps its status and tells the sum in
/// <c>total_refunds</c>; the charge changes its status as well.
/// </summary>
internal static class OrderRefund
{
    private const string Part = "partially_refunded";
    private const string Whole = "refunded";

    /// <returns>Why it cannot be refunded; null where it can.</returns>
    public static string? Refuse(RecordFacts order, decimal? amount)
    {
        if (order.TotalPrice is not { } total)
        {
            return amount is null ? "The order's total cannot be read, so the amount has to be named." : null;
        }

        var left = total - (order.TotalRefunds ?? 0);
        if (left <= 0)
        {
            return "The order has been refunded in full.";
        }

        return amount > left ? $"Only {Amounts.Text(left)} of the order are left to refund." : null;
    }

    /// <summary>The charge after the refund; never more than was paid goes back.</summary>
    public static RechargeRecord OfCharge(RechargeRecord charge, decimal amount, DateTimeOffset now)
    {
        var facts = charge.Facts;
        var sum = (facts.TotalRefunds ?? 0) + amount;
        var refunded = facts.TotalPrice is { } paid && paid < sum ? paid : sum;
        return charge.Change(
            new JsonObject
            {
                ["status"] = StatusOf(refunded, facts.TotalPrice),
                ["total_refunds"] = Amounts.Text(refunded),
            },
            ApiVersion.November2021,
            now
        );
    }

    /// <summary>The order after the refund.</summary>
    /// <param name="charge">Its charge after the refund; null where Recharge has none.</param>
    public static RechargeRecord OfOrder(
        RechargeRecord order,
        decimal amount,
        RechargeRecord? charge,
        DateTimeOffset now
    )
    {
        var refunded = (order.Facts.TotalRefunds ?? 0) + amount;
        var told = order.Change(
            new JsonObject { ["total_refunds"] = Amounts.Text(refunded) },
            ApiVersion.November2021,
            now
        );
        return WithChargeStatus(told, charge?.Facts.Status ?? StatusOf(refunded, order.Facts.TotalPrice), now);
    }

    /// <summary>An order of that charge, which shows the charge's status.</summary>
    public static RechargeRecord WithChargeStatus(RechargeRecord order, string status, DateTimeOffset now)
    {
        // All of the charge, because in the flat names of 2021-01 each of its members stands for itself.
        var document = JsonNode.Parse(order.Render(ApiVersion.November2021).Span)!.AsObject();
        if (document["charge"] is not JsonObject charge)
        {
            return order;
        }

        charge["status"] = status;
        return order.Change(new JsonObject { ["charge"] = charge.DeepClone() }, ApiVersion.November2021, now);
    }

    private static string StatusOf(decimal refunded, decimal? total) => refunded >= total ? Whole : Part;
}
