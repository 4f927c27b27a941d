using System.Diagnostics;
using RechargeSync.Core.Http;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Orders;

/// <summary>The steps towards the platform.</summary>
internal sealed class PlatformSteps(PlatformRegistry platforms, GoLive goLive)
{
    /// <summary>
    /// Creates the order; looks its reference up first where an earlier attempt may have created it. An order from before
    /// the store's line in time is not created unless an operator has let it.
    /// </summary>
    public async Task<Result> PushAsync(
        Store store,
        OrderRow row,
        PendingDelivery? payload,
        bool verifyFirst,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var platform = platforms.For(store);
        var reference = PlatformOrderMapper.Reference(row.Store, row.OrderId);
        if (payload is null)
        {
            return
                verifyFirst
                && await platform.FindAsync(reference, cancellationToken) is not PlatformAnswer.NotFound and var there
                ? Placed(there, row, row.PushedHash, now)
                : ReadAgain(row);
        }

        var delivered = DeliveredOrder.Of(payload, store);
        if (
            verifyFirst
            && await VerifyAsync(platform, reference, row, delivered.Order, now, cancellationToken) is { } known
        )
        {
            return known;
        }

        if (!row.Released && await goLive.IsBeforeAsync(store, delivered.Order, cancellationToken))
        {
            return new Result.Ended(row, new Ending(WorkState.Ignored, OrderReason.BeforeGoLive));
        }

        var answer = await platform.CreateAsync(delivered.Outgoing, cancellationToken);
        return answer is PlatformAnswer.Taken
            ? Placed(await platform.FindAsync(reference, cancellationToken), row, row.PushedHash, now)
            : Placed(
                answer,
                row with
                {
                    PlatformStanding = row.StandingNow(),
                    PlatformRefunded = row.Refunded,
                },
                row.DesiredHash,
                now
            );
    }

    // What an earlier attempt came to; null where there is no order, and one is still to be created.
    private static async Task<Result?> VerifyAsync(
        IOrderPlatform platform,
        string reference,
        OrderRow row,
        RechargeOrder order,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var link = order.ExternalOrderId == row.RefusedLink ? null : order.ExternalOrderId;
        return await platform.FindAsync(reference, cancellationToken) switch
        {
            PlatformAnswer.Ok { Ids.Id: var id } when link is not null && link != id => Refused(OrderReason.ForeignId),

            // What the platform has stems from the payload of the first attempt, whose hash the row holds.
            not PlatformAnswer.NotFound and var found => Placed(found, row, row.PushedHash, now),

            // Meanwhile somebody else has put it there, or it is no longer to be shipped.
            _ when link is not null => new Result.Reached(row with { LinkedId = link }),
            _ when !row.StandingNow().IsToBeShipped() => new Result.Reached(row),
            _ => null,
        };
    }

    /// <summary>Brings the platform's order up to date.</summary>
    public async Task<Result> UpdateAsync(
        Store store,
        OrderRow row,
        PendingDelivery? payload,
        CancellationToken cancellationToken
    )
    {
        if (payload is null)
        {
            return ReadAgain(row);
        }

        var platform = platforms.For(store);
        var order = DeliveredOrder.Of(payload, store).Outgoing;
        return await platform.UpdateAsync(row.PlatformOrderId!, order, cancellationToken) switch
        {
            PlatformAnswer.Ok => new Result.Reached(row with { PushedHash = row.DesiredHash }),
            PlatformAnswer.Failed failed => new Result.Failed(failed.Failure),

            // A platform that cannot be found says the same as one without this order.
            _ => await IsThereAsync(platform, row, cancellationToken) is PlatformAnswer.Failed { Failure: var failure }
                ? new Result.Failed(failure)
                : Refused(OrderReason.PlatformOrderGone),
        };
    }

    /// <summary>Cancels the platform's order. What the platform does not know any more is as good as cancelled.</summary>
    public async Task<Result> CancelAsync(Store store, OrderRow row, CancellationToken cancellationToken)
    {
        var platform = platforms.For(store);
        var cancelled = new Result.Reached(row with { PlatformStanding = OrderStanding.Cancelled });
        return await platform.CancelAsync(row.PlatformOrderId!, cancellationToken) switch
        {
            PlatformChange.Done => cancelled,
            PlatformChange.NotPossible { Reason: var reason } => Refused(OrderReason.CancelNotPossible, reason),
            PlatformChange.Failed { Failure: var failure } => new Result.Failed(failure),

            // A platform without this call says the same as one without this order.
            _ => await IsThereAsync(platform, row, cancellationToken) switch
            {
                PlatformAnswer.NotFound => cancelled,
                PlatformAnswer.Failed { Failure: var failure } => new Result.Failed(failure),
                _ => Refused(OrderReason.CancelNotPossible, "the platform has no call to cancel an order"),
            },
        };
    }

    /// <summary>Tells the platform what has been given back.</summary>
    public async Task<Result> RefundAsync(Store store, OrderRow row, CancellationToken cancellationToken)
    {
        var platform = platforms.For(store);
        var refund = new PlatformRefund(row.Standing == OrderStanding.Refunded, row.Refunded);
        return await platform.RefundAsync(row.PlatformOrderId!, refund, cancellationToken) switch
        {
            PlatformChange.Done => new Result.Reached(
                row with
                {
                    PlatformStanding = row.Standing,
                    PlatformRefunded = row.Refunded,
                }
            ),
            PlatformChange.NotPossible { Reason: var reason } => Refused(OrderReason.RefundNotPossible, reason),
            PlatformChange.Failed { Failure: var failure } => new Result.Failed(failure),
            PlatformChange.NotFound => await IsThereAsync(platform, row, cancellationToken) switch
            {
                PlatformAnswer.NotFound => Refused(OrderReason.PlatformOrderGone),
                PlatformAnswer.Failed { Failure: var failure } => new Result.Failed(failure),
                _ => Refused(OrderReason.RefundNotPossible, "the platform has no call to note a refund"),
            },
            _ => throw new UnreachableException(),
        };
    }

    private static Task<PlatformAnswer> IsThereAsync(
        IOrderPlatform platform,
        OrderRow row,
        CancellationToken cancellationToken
    ) => platform.FindAsync(PlatformOrderMapper.Reference(row.Store, row.OrderId), cancellationToken);

    private static Result Placed(PlatformAnswer answer, OrderRow row, byte[]? pushedHash, DateTimeOffset now) =>
        answer switch
        {
            PlatformAnswer.Ok { Ids: var ids } => new Result.Reached(
                row with
                {
                    PlatformOrderId = ids.Id,
                    PlatformOrderNumber = ids.Number,
                    PushedHash = pushedHash,
                    PushedAt = now,
                }
            ),
            PlatformAnswer.Failed failed => new Result.Failed(failed.Failure),

            // A platform may know a reference before it lists its order.
            _ => new Result.Failed(new CallFailure(CallFailureKind.Ambiguous, OrderReason.ReferenceTaken)),
        };

    // Bodies do not stay for ever. Recharge still has the order, and is asked once: where its answer brings no payload to
    // act on, another would not either.
    private static Result ReadAgain(OrderRow row) =>
        row.PayloadInboxId is null
            ? Refused(OrderReason.PayloadGone)
            : new Result.Reached(row with { PayloadInboxId = null, Question = OrderReason.PayloadGone });

    private static Result.Failed Refused(string reason, string? detail = null) =>
        new(new CallFailure(CallFailureKind.Permanent, reason, Detail: detail));
}
