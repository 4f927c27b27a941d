using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Orders;

/// <summary>
/// Applies a delivery to an order's facts. Pure. The newest <c>updated_at</c> wins; where two cannot be compared and
/// disagree, Recharge is asked, and its answer counts; what was reached is never undone; our own echo changes nothing,
/// and answers no question.
/// </summary>
internal static class OrderChanges
{
    /// <param name="row">What is known.</param>
    /// <param name="delivery">What came.</param>
    /// <param name="delivered">What it says.</param>
    /// <param name="appliesRedactions">Whether a redaction at Recharge blanks the platform's order too.</param>
    /// <param name="now">The database's time.</param>
    /// <exception cref="PayloadException">The body is another order's.</exception>
    public static Applied<OrderRow> Apply(
        OrderRow row,
        PendingDelivery delivery,
        DeliveredOrder delivered,
        bool appliesRedactions,
        DateTimeOffset now
    )
    {
        var order = delivered.Order;
        if (order.Id != row.OrderId)
        {
            throw new PayloadException($"the body is of order {order.Id}, but was accepted for order {row.OrderId}");
        }

        if (delivery.Topic == RechargeTopic.OrderDeleted.Name)
        {
            return Delete(row);
        }

        // What Recharge answered when it was asked.
        var isAnswer = delivery.Topic == RechargeTopic.OrderReconciled.Name;
        var age = AgeOf(row, order);
        if (age == Age.Older && !(isAnswer && row.PlatformOrderId is null))
        {
            return Leave(row with { Question = isAnswer ? null : row.Question }, "older than what is known");
        }

        if (!isAnswer && Doubt(row, delivery, delivered, age) is { } question)
        {
            return new(row with { Question = question }, DeliveryState.Ignored, $"Recharge is asked: {question}")
            {
                IsNews = true,
                KeepsPayload = true,
            };
        }

        var facts = Facts(row, order) with
        {
            Question = isAnswer || !IsForRechargeAlone(row.Question) ? null : row.Question,
        };
        return Missing(row, order) is { } missing ? Hold(facts, missing)
            : order.IsRedacted && row.PlatformOrderId is not null && !appliesRedactions ? KeepData(row, facts, order)
            : Take(row, facts, delivery, delivered, now);
    }

    /// <summary>
    /// A delivery that cannot be read: Recharge is asked for the order; where that is what it answered, a person has to
    /// look.
    /// </summary>
    public static Applied<OrderRow> NotUnderstood(OrderRow row, PendingDelivery delivery, string problem) =>
        new(row with { Question = OrderQuestion.NotUnderstood }, DeliveryState.Quarantined, problem)
        {
            IsNews = true,
            KeepsPayload = true,
            End =
                delivery.Topic == RechargeTopic.OrderReconciled.Name
                    ? new Ending(WorkState.Dead, OrderReason.NotUnderstood)
                    : null,
        };

    /// <summary>The row of an order that somebody else has put on the platform, and has linked.</summary>
    public static OrderRow Adopt(OrderRow row, string externalId, string? externalNumber, DateTimeOffset now) =>
        row with
        {
            Adopted = true,
            LinkedId = null,
            PlatformOrderId = externalId,
            PlatformOrderNumber = externalNumber ?? externalId,
            PushedHash = row.DesiredHash,
            OrderWrittenAt = now,
        };

    private static Age AgeOf(OrderRow row, RechargeOrder order)
    {
        if (row.SourceUpdatedAt is not { } known)
        {
            return Age.Newer;
        }

        if (order.UpdatedAt is not { } sent)
        {
            return Age.Unknown;
        }

        var before = new SourceTime(known, row.SourceUpdatedAtIsInstant, row.SourceUpdatedSlack);
        return sent.IsBefore(before) ? Age.Older
            : before.IsBefore(sent) ? Age.Newer
            : Age.Unknown;
    }

    // Why Recharge has to be asked before this delivery is acted on; null where it has not.
    private static string? Doubt(OrderRow row, PendingDelivery delivery, DeliveredOrder delivered, Age age)
    {
        var order = delivered.Order;
        if (delivery.Topic == RechargeTopic.OrderCancelled.Name && order.Standing != OrderStanding.Cancelled)
        {
            return OrderQuestion.CancelledOrNot;
        }

        return Missing(row, order) is { } missing ? missing
            : age == Age.Unknown && Disagree(row, delivered) ? OrderQuestion.SameTime
            : null;
    }

    private static bool Disagree(OrderRow row, DeliveredOrder delivered) =>
        delivered.Order.Standing != row.StandingNow()
        || (row.DesiredHash is not null && !SameHash(delivered.Outgoing.Hash, row.DesiredHash));

    // What has raised one of these may be newer than whatever comes next, such as the echo of our own write: only the
    // answer settles it.
    private static bool IsForRechargeAlone(string? question) =>
        question is OrderQuestion.SameTime or OrderQuestion.CancelledOrNot;

    // What a paid order lacks to be placed, or to stand on the platform as it is.
    private static string? Missing(OrderRow row, RechargeOrder order) =>
        !order.Standing.IsToBeShipped() ? null
        : !order.HasLines ? OrderReason.NoLines
        : order.IsRedacted && row is { PlatformOrderId: null, Released: false } ? OrderReason.Redacted
        : null;

    private static Applied<OrderRow> Hold(OrderRow row, string reason) =>
        new(row with { Question = reason }, DeliveryState.Ignored, reason)
        {
            IsNews = true,
            KeepsPayload = true,
            End = new Ending(WorkState.Dead, reason),
        };

    private static Applied<OrderRow> Leave(OrderRow row, string reason) => new(row, DeliveryState.Ignored, reason);

    private static Applied<OrderRow> Delete(OrderRow row)
    {
        var isNews = row.Standing != OrderStanding.Cancelled;
        return new(
            row with
            {
                Status = "deleted",
                Standing = OrderStanding.Cancelled,
                Question = null,
            },
            isNews ? DeliveryState.Done : DeliveryState.Ignored,
            isNews ? null : "nothing new"
        )
        {
            IsNews = isNews,
            KeepsPayload = true,
        };
    }

    // What was shipped to stays on the platform; what became of the money counts all the same.
    private static Applied<OrderRow> KeepData(OrderRow row, OrderRow facts, RechargeOrder order) =>
        new(
            facts with
            {
                Remarks = RemarkText.Write([.. order.Remarks, OrderRemarks.RedactionKept]),
            },
            DeliveryState.Ignored,
            "redacted at Recharge, kept on the platform"
        )
        {
            IsNews =
                facts.Standing != row.Standing || facts.Refunded != row.Refunded || facts.Question != row.Question,
            KeepsPayload = true,
        };

    private static OrderRow Facts(OrderRow row, RechargeOrder order) =>
        row with
        {
            Status = order.Status,
            Standing = order.Standing,
            Refunded = order.TotalRefunds ?? row.Refunded,
            IsPrepaid = order.IsPrepaid ?? row.IsPrepaid,
            ChargeId = order.ChargeId ?? row.ChargeId,
            AddressId = order.AddressId ?? row.AddressId,
            CustomerId = order.Customer.Id ?? row.CustomerId,
            SourceUpdatedAt = order.UpdatedAt?.Value ?? row.SourceUpdatedAt,
            SourceUpdatedAtIsInstant = order.UpdatedAt?.IsInstant ?? row.SourceUpdatedAtIsInstant,
            SourceUpdatedSlack = order.UpdatedAt?.Slack ?? row.SourceUpdatedSlack,
        };

    private static Applied<OrderRow> Take(
        OrderRow row,
        OrderRow facts,
        PendingDelivery delivery,
        DeliveredOrder delivered,
        DateTimeOffset now
    )
    {
        var (order, hash) = (delivered.Order, delivered.Outgoing.Hash);
        var isNews =
            !SameHash(hash, row.DesiredHash)
            || !string.Equals(order.Status, row.Status, StringComparison.OrdinalIgnoreCase)
            || facts.Standing != row.Standing
            || facts.Refunded != row.Refunded
            || facts.Question != row.Question
            || row.PayloadInboxId is null
            || (row.PlatformOrderId is null && LinkOf(row, order) != row.LinkedId);
        if (isNews)
        {
            facts = facts with
            {
                PayloadInboxId = delivery.Id,
                PushedHash = IsPushInDoubt(row) ? InDoubt(row, hash) : row.PushedHash,
                DesiredHash = hash,
                Remarks = RemarkText.Write(order.Remarks),
            };
        }

        var (linked, isForeign) = Link(facts, order, now);
        var (state, reason) = (isNews, order.IsSuccess) switch
        {
            (false, _) => (DeliveryState.Ignored, row.PlatformOrderId is null ? "nothing new" : "echo"),
            (true, false) when !order.Standing.IsTakenBack() => (
                DeliveryState.Ignored,
                $"status {order.Status.ToLowerInvariant()}"
            ),
            _ => (DeliveryState.Done, null),
        };
        return new(linked, state, reason)
        {
            IsNews = isNews,
            End =
                isForeign ? new Ending(WorkState.Dead, OrderReason.ForeignId)
                : isNews && IsBackAfterCancel(linked) ? new Ending(WorkState.Dead, OrderReason.CancelledOnPlatform)
                : null,
        };
    }

    // The platform was told to cancel what is now to be shipped, or may have been: only a person can tell what is
    // right.
    private static bool IsBackAfterCancel(OrderRow row) =>
        row
            is { PlatformOrderId: not null, PlatformStanding: OrderStanding.Cancelled }
                or { PlatformOrderId: not null, Work.Intent: WorkStep.CancelOnPlatform }
        && row.Standing.IsToBeShipped();

    private static bool IsPushInDoubt(OrderRow row) => row is { PlatformOrderId: null, Work.Intent: WorkStep.Push };

    // What the platform has if the push in doubt has reached it. The intent of a row that knows no payload yet came
    // with its lease, and its attempt may have been made from any of the deliveries that are applied now: only where
    // all say the same is that known.
    private static byte[]? InDoubt(OrderRow row, byte[] hash) =>
        row.PayloadInboxId is null || SameHash(hash, row.PushedHash) ? hash : null;

    // With true where Recharge links the order to another one than ours. A link to an order that we have not placed is
    // looked up before it is adopted; where a push was intended, its next attempt finds out first whether our own order
    // exists as well.
    private static (OrderRow Row, bool IsForeign) Link(OrderRow row, RechargeOrder order, DateTimeOffset now)
    {
        var link = LinkOf(row, order);
        return row.PlatformOrderId is null ? (row with { LinkedId = link }, false)
            : link is null ? (row, false)
            : row.PlatformOrderId == link ? (row with { OrderWrittenAt = row.OrderWrittenAt ?? now }, false)
            : (row, row.OrderWrittenAt is null);
    }

    private static string? LinkOf(OrderRow row, RechargeOrder order) =>
        order.ExternalOrderId is { } id && id != row.RefusedLink ? id : null;

    private static bool SameHash(byte[] left, byte[]? right) => right is not null && left.AsSpan().SequenceEqual(right);

    private enum Age
    {
        Older,
        Unknown,
        Newer,
    }
}
