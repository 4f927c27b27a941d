using RechargeSync.Core.Http;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Orders;

/// <summary>The steps towards the platform.</summary>
internal sealed class PlatformSteps(PlatformRegistry platforms)
{
    /// <summary>Creates the order; looks its reference up first where an earlier attempt may have created it.</summary>
    public async Task<Result> PushAsync(
        Store store,
        OrderRow row,
        PendingDelivery? payload,
        bool verifyFirst,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (payload is null)
        {
            return PayloadGone();
        }

        var delivered = DeliveredOrder.Of(payload, store);
        var platform = platforms.For(store);
        var reference = PlatformOrderMapper.Reference(row.Store, row.OrderId);
        if (
            verifyFirst
            && await VerifyAsync(platform, reference, row, delivered.Order, now, cancellationToken) is { } known
        )
        {
            return known;
        }

        var answer = await platform.CreateAsync(delivered.Outgoing, cancellationToken);
        return answer is PlatformAnswer.Taken
            ? Placed(await platform.FindAsync(reference, cancellationToken), row, row.PushedHash, now)
            : Placed(answer, row, row.DesiredHash, now);
    }

    // What an earlier attempt came to; null where there is no order, and one is still to be created.
    private static async Task<Result?> VerifyAsync(
        IOrderPlatform platform,
        string reference,
        OrderRow row,
        RechargeOrder order,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        await platform.FindAsync(reference, cancellationToken) switch
        {
            PlatformAnswer.Ok { Ids.Id: var id } when order.ExternalOrderId is { } other && other != id => Refused(
                OrderReason.ForeignId
            ),

            // What the platform has stems from the payload of the first attempt, whose hash the row holds.
            not PlatformAnswer.NotFound and var found => Placed(found, row, row.PushedHash, now),

            // Meanwhile somebody else has put it there, or it is no longer to be shipped.
            _ when order.ExternalOrderId is not null => new Result.Reached(OrderChanges.Adopt(row, order, now)),
            _ when !order.IsSuccess => new Result.Reached(row),
            _ => null,
        };

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
            return PayloadGone();
        }

        var order = DeliveredOrder.Of(payload, store).Outgoing;
        return await platforms.For(store).UpdateAsync(row.PlatformOrderId!, order, cancellationToken) switch
        {
            PlatformAnswer.Ok => new Result.Reached(row with { PushedHash = row.DesiredHash }),
            PlatformAnswer.Failed failed => new Result.Failed(failed.Failure),
            _ => Refused(OrderReason.PlatformOrderGone),
        };
    }

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

    private static Result.Failed PayloadGone() => Refused(OrderReason.PayloadGone);

    private static Result.Failed Refused(string reason) => new(new CallFailure(CallFailureKind.Permanent, reason));
}
