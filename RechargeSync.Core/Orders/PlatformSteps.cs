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
internal sealed class PlatformSteps(PlatformRegistry platforms, GoLive goLive, LastRestore lastRestore)
{
    /// <summary>
    /// Creates the order. Where it is not certain that nobody has, its reference is looked up first; and where a create
    /// may still come true, it is only looked up. An order from before the store's line in time is not created unless an
    /// operator has let it.
    /// </summary>
    public async Task<Result> PushAsync(
        Store store,
        OrderRow row,
        PendingDelivery? payload,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var platform = platforms.For(store);
        if (payload is null)
        {
            var reference = PlatformOrderMapper.Reference(row.Store, row.OrderId);
            return
                verifyFirst
                && await platform.FindAsync(reference, cancellationToken) is not PlatformAnswer.NotFound and var there
                ? Placed(there, row, row.PushedHash, lease.Now)
                : ReadAgain(row);
        }

        var delivered = DeliveredOrder.Of(payload, store);
        var isPast = !row.Released && await goLive.IsBeforeAsync(store, delivered.Order, cancellationToken);
        if (isPast && !verifyFirst)
        {
            return BeforeGoLive(row);
        }

        var restoredAt = await lastRestore(cancellationToken);
        if (verifyFirst || !CreateRules.IsFirst(payload, delivered.Order, restoredAt))
        {
            var now = lease.Now;
            var found = await VerifyAsync(platform, row, delivered.Order, verifyFirst, now, cancellationToken);
            if (found is not null)
            {
                return found;
            }

            var since = CreateRules.IsForgotten(delivered.Order, restoredAt) ? restoredAt : null;
            var unknown = verifyFirst && !(row.Work.UnknownSince < since) ? row.Work.UnknownSince : since;
            if (CreateRules.NextLook(unknown, now, store.Options.Platform.SettleTime) is { } next)
            {
                return new Result.TooEarly(next);
            }
        }

        return isPast ? BeforeGoLive(row)
            : lease.AllowsCalls ? await CreateAsync(platform, row, delivered.Outgoing, lease, cancellationToken)
            : new Result.Failed(new CallFailure(CallFailureKind.Transient, "lease_over"));
    }

    private static async Task<Result> CreateAsync(
        IOrderPlatform platform,
        OrderRow row,
        OutgoingOrder order,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var answer = await platform.CreateAsync(order, cancellationToken);
        return answer is PlatformAnswer.Taken
            ? Placed(await platform.FindAsync(order.Order.Reference, cancellationToken), row, row.PushedHash, lease.Now)
            : Placed(
                answer,
                row with
                {
                    PlatformStanding = row.StandingNow(),
                    PlatformRefunded = row.Refunded,
                },
                row.DesiredHash,
                lease.Now
            );
    }

    // What an earlier attempt came to; null where there is no order, and one is still to be created.
    private static async Task<Result?> VerifyAsync(
        IOrderPlatform platform,
        OrderRow row,
        RechargeOrder order,
        bool wasIntended,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var reference = PlatformOrderMapper.Reference(row.Store, row.OrderId);
        var link = order.ExternalOrderId == row.RefusedLink ? null : order.ExternalOrderId;
        return await platform.FindAsync(reference, cancellationToken) switch
        {
            PlatformAnswer.Ok { Ids.Id: var id } when link is not null && link != id => Refused(OrderReason.ForeignId),

            // What the platform has stems from the payload of the first attempt, whose hash the row holds; or nobody
            // knows from what, and it is brought up to date.
            not PlatformAnswer.NotFound and var found => Placed(found, row, wasIntended ? row.PushedHash : null, now),

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
        var update = new PlatformUpdate(order, row.UpdateVersion);
        return await platform.UpdateAsync(row.PlatformOrderId!, update, cancellationToken) switch
        {
            PlatformAnswer.Ok => new Result.Reached(row with { PushedHash = row.DesiredHash }),
            PlatformAnswer.Failed failed => new Result.Failed(failed.Failure),

            // Somebody has sent a later one. If that was before the database forgot it, ours is still the newest: it is
            // sent once more, above theirs, which only the holder of the lease can save and do.
            PlatformAnswer.Outdated { Version: var version } when version >= row.UpdateVersion => new Result.Reached(
                row with
                {
                    UpdateVersion = version,
                }
            ),
            PlatformAnswer.Outdated => new Result.Failed(
                new CallFailure(CallFailureKind.Transient, OrderReason.UpdateOutdated)
            ),

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

    private static Result.Ended BeforeGoLive(OrderRow row) =>
        new(row, new Ending(WorkState.Ignored, OrderReason.BeforeGoLive));

    // Bodies do not stay for ever. Recharge still has the order, and is asked once: where its answer brings no payload to
    // act on, another would not either.
    private static Result ReadAgain(OrderRow row) =>
        row.PayloadInboxId is null
            ? Refused(OrderReason.PayloadGone)
            : new Result.Reached(row with { PayloadInboxId = null, Question = OrderReason.PayloadGone });

    private static Result.Failed Refused(string reason, string? detail = null) =>
        new(new CallFailure(CallFailureKind.Permanent, reason, Detail: detail));
}
