using System.Diagnostics;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Orders;

/// <summary>The steps towards the platform.</summary>
internal sealed class PlatformSteps(PlatformRegistry platforms, GoLive goLive, LastRestore lastRestore)
{
    private const string NoCancel = "the platform has no call to cancel an order";
    private const string NoRefund = "the platform has no call to note a refund";

    /// <summary>
    /// Creates the order, or finishes one that was begun. Where it is not certain that nobody has, its reference is
    /// looked up first; and where a create may still come true, it is only looked up. An order from before the store's
    /// line in time is not created unless an operator has let it.
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
            // What is half made is finished with the payload that Recharge brings back.
            return
                verifyFirst
                && await FindAsync(platform, row, cancellationToken)
                    is not (PlatformAnswer.NotFound or PlatformAnswer.HalfMade)
                        and var there
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
            var (now, order) = (lease.Now, delivered.Order);
            var look = await FindAsync(platform, row, cancellationToken);
            var found = Found(look, row, order, verifyFirst, now);
            if (found is not null)
            {
                return found;
            }

            var since = CreateRules.IsForgotten(order, restoredAt) ? restoredAt : null;
            var unknown = verifyFirst && !(row.Work.UnknownSince < since) ? row.Work.UnknownSince : since;
            if (look is PlatformAnswer.HalfMade && unknown is null)
            {
                // Who has begun it is not known, and may still be at it: from now on it is only looked up for a while.
                return Incomplete();
            }

            if (CreateRules.NextLook(unknown, now, store.Options.Platform.SettleTime) is { } next)
            {
                return new Result.TooEarly(next);
            }

            var unwanted = Unwanted(row, order) ?? (isPast ? BeforeGoLive(row) : null);
            if (look is PlatformAnswer.HalfMade begun && unwanted is not null)
            {
                return await AbandonAsync(platform, begun, order.Currency, unwanted, cancellationToken);
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
        return answer switch
        {
            // Nobody knows from what it was made: it is brought up to date.
            PlatformAnswer.Taken => Placed(await FindAsync(platform, row, cancellationToken), row, null, lease.Now),
            PlatformAnswer.Existed => Placed(answer, row, pushedHash: null, lease.Now),
            _ => Placed(
                answer,
                row with
                {
                    PlatformStanding = row.StandingNow(),
                    PlatformRefunded = row.Refunded,
                },
                row.DesiredHash,
                lease.Now
            ),
        };
    }

    // What a look came to; null where there is no finished order, and one is still to be created.
    private static Result? Found(
        PlatformAnswer look,
        OrderRow row,
        RechargeOrder order,
        bool wasIntended,
        DateTimeOffset now
    ) =>
        look switch
        {
            PlatformAnswer.Existed { Ids.Id: var id } when LinkOf(row, order) is { } link && link != id => Refused(
                OrderReason.ForeignId
            ),
            PlatformAnswer.NotFound => Unwanted(row, order),
            PlatformAnswer.HalfMade => null,

            // What the platform has stems from the payload of the first attempt, whose hash the row holds; or nobody
            // knows from what, and it is brought up to date.
            _ => Placed(look, row, wasIntended ? row.PushedHash : null, now),
        };

    // Meanwhile somebody else has put it there, or it is no longer to be shipped.
    private static Result? Unwanted(OrderRow row, RechargeOrder order) =>
        LinkOf(row, order) is { } link ? new Result.Reached(row with { LinkedId = link })
        : !row.StandingNow().IsToBeShipped() ? new Result.Reached(row)
        : null;

    private static string? LinkOf(OrderRow row, RechargeOrder order) =>
        order.ExternalOrderId == row.RefusedLink ? null : order.ExternalOrderId;

    // Nobody will finish it: it is taken away, where the platform can.
    private static async Task<Result> AbandonAsync(
        IOrderPlatform platform,
        PlatformAnswer.HalfMade begun,
        string? currency,
        Result unwanted,
        CancellationToken cancellationToken
    )
    {
        if (begun.Id is not { } id || !platform.Capabilities.HasFlag(PlatformCapabilities.Cancel))
        {
            return unwanted;
        }

        var cancellation = new PlatformCancellation(id, currency, "no longer wanted");
        return await platform.CancelAsync(cancellation, cancellationToken) switch
        {
            PlatformChange.NotPossible { Reason: var reason } => Refused(OrderReason.CancelNotPossible, reason),
            PlatformChange.Failed { Failure: var failure } => new Result.Failed(failure),
            _ => unwanted,
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
        if ((platform.Capabilities & PlatformCapabilities.EveryChange) == PlatformCapabilities.None)
        {
            return Refused(OrderReason.UpdateNotPossible, "the platform takes no change of an order");
        }

        var order = DeliveredOrder.Of(payload, store).Outgoing;
        var update = new PlatformUpdate(order, row.UpdateVersion);
        return await platform.UpdateAsync(row.PlatformOrderId!, update, cancellationToken) switch
        {
            PlatformAnswer.Made or PlatformAnswer.Existed => new Result.Reached(
                row with { PushedHash = row.DesiredHash }),
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

            // No try of the same could end otherwise; the next change of the order is another one.
            PlatformAnswer.NotCarried { Fields: var fields, Why: var why } => Refused(
                OrderReason.UpdateNotPossible,
                $"{string.Join(", ", fields)}: {why}"
            ),
            PlatformAnswer.NotSupported => Refused(
                OrderReason.UpdateNotPossible,
                "the platform has no call to change an order"
            ),
            PlatformAnswer.HalfMade => Incomplete(),

            // A platform that cannot be found says the same as one without this order.
            _ => await FindAsync(platform, row, cancellationToken) is PlatformAnswer.Failed { Failure: var failure }
                ? new Result.Failed(failure)
                : Refused(OrderReason.PlatformOrderGone),
        };
    }

    /// <summary>
    /// Cancels the platform's order. What the platform does not know any more is as good as cancelled.
    /// </summary>
    public async Task<Result> CancelAsync(
        Store store,
        OrderRow row,
        PendingDelivery? payload,
        CancellationToken cancellationToken
    )
    {
        var platform = platforms.For(store);
        if (!platform.Capabilities.HasFlag(PlatformCapabilities.Cancel))
        {
            return Refused(OrderReason.CancelNotPossible, NoCancel);
        }

        var cancelled = new Result.Reached(row with { PlatformStanding = OrderStanding.Cancelled });
        var cancellation = new PlatformCancellation(
            row.PlatformOrderId!,
            CurrencyIn(payload, store),
            "cancelled at Recharge"
        );
        return await platform.CancelAsync(cancellation, cancellationToken) switch
        {
            PlatformChange.Done => cancelled,
            PlatformChange.NotPossible { Reason: var reason } => Refused(OrderReason.CancelNotPossible, reason),
            PlatformChange.Failed { Failure: var failure } => new Result.Failed(failure),

            // A platform without this call says the same as one without this order.
            _ => await FindAsync(platform, row, cancellationToken) switch
            {
                PlatformAnswer.NotFound => cancelled,
                PlatformAnswer.Failed { Failure: var failure } => new Result.Failed(failure),
                _ => Refused(OrderReason.CancelNotPossible, NoCancel),
            },
        };
    }

    /// <summary>Tells the platform what has been given back.</summary>
    public async Task<Result> RefundAsync(
        Store store,
        OrderRow row,
        PendingDelivery? payload,
        CancellationToken cancellationToken
    )
    {
        var platform = platforms.For(store);
        if (!platform.Capabilities.HasFlag(PlatformCapabilities.Refund))
        {
            return Refused(OrderReason.RefundNotPossible, NoRefund);
        }

        var isWhole = row.Standing == OrderStanding.Refunded;
        var refund = new PlatformRefund(isWhole, row.Refunded, CurrencyIn(payload, store));
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
            PlatformChange.NotFound => await FindAsync(platform, row, cancellationToken) switch
            {
                PlatformAnswer.NotFound => Refused(OrderReason.PlatformOrderGone),
                PlatformAnswer.Failed { Failure: var failure } => new Result.Failed(failure),
                _ => Refused(OrderReason.RefundNotPossible, NoRefund),
            },
            _ => throw new UnreachableException(),
        };
    }

    private static Task<PlatformAnswer> FindAsync(
        IOrderPlatform platform,
        OrderRow row,
        CancellationToken cancellationToken
    ) => platform.FindAsync(PlatformOrderMapper.Reference(row.Store, row.OrderId), cancellationToken);

    private static Result Placed(PlatformAnswer answer, OrderRow row, byte[]? pushedHash, DateTimeOffset now) =>
        answer switch
        {
            PlatformAnswer.Made made => Placed(made.Ids, row, pushedHash, now),
            PlatformAnswer.Existed existed => Placed(existed.Ids, row, pushedHash, now),
            PlatformAnswer.Failed failed => new Result.Failed(failed.Failure),
            PlatformAnswer.HalfMade => Incomplete(),

            // A platform may know a reference before it lists its order.
            _ => new Result.Failed(new CallFailure(CallFailureKind.Ambiguous, OrderReason.ReferenceTaken)),
        };

    private static Result.Reached Placed(PlatformIds ids, OrderRow row, byte[]? pushedHash, DateTimeOffset now) =>
        new(
            row with
            {
                PlatformOrderId = ids.Id,
                PlatformOrderNumber = ids.Number,
                PushedHash = pushedHash,
                PushedAt = now,
            }
        );

    private static Result.Failed Incomplete() =>
        new(new CallFailure(CallFailureKind.Ambiguous, PlatformReason.OrderIncomplete));

    private static string? CurrencyIn(PendingDelivery? payload, Store store) =>
        payload is null ? null : DeliveredOrder.Of(payload, store).Order.Currency;

    private static Result.Ended BeforeGoLive(OrderRow row) =>
        new(row, new Ending(WorkState.Ignored, OrderReason.BeforeGoLive));

    // Bodies do not stay for ever. Recharge still has the order, and is asked once: where its answer brings no payload
    // to act on, another would not either.
    private static Result ReadAgain(OrderRow row) =>
        row.PayloadInboxId is null
            ? Refused(OrderReason.PayloadGone)
            : new Result.Reached(row with { PayloadInboxId = null, Question = OrderReason.PayloadGone });

    private static Result.Failed Refused(string reason, string? detail = null) =>
        new(new CallFailure(CallFailureKind.Permanent, reason, Detail: detail));
}
