using RechargeSync.Core.Platforms;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Orders;

/// <summary>
/// What an external id means that came with an order which we have not placed: somebody else's order, which is adopted;
/// another order's of ours, as when an order was cloned; or nothing that the platform knows.
/// </summary>
internal sealed class LinkSteps(PlatformRegistry platforms, PlacedOrders placed, OrderMetrics metrics)
{
    /// <summary>Looks the id up, among our own rows first, then on the platform.</summary>
    public async Task<Result> CheckAsync(
        Store store,
        OrderRow row,
        string? number,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var id = row.LinkedId!;
        if (await placed.IsAnotherOrdersAsync(row.Store, row.OrderId, id, cancellationToken))
        {
            return Refuse(row, id);
        }

        var platform = platforms.For(store);
        var answer = await platform.GetAsync(id, cancellationToken);
        if (answer is PlatformAnswer.NotFound)
        {
            // A platform that cannot be found says the same as one without this order.
            var reference = PlatformOrderMapper.Reference(row.Store, row.OrderId);
            var look = await platform.FindAsync(reference, cancellationToken);
            answer = look is PlatformAnswer.Failed ? look : answer;
        }

        switch (answer)
        {
            case PlatformAnswer.Failed { Failure: var failure }:
                return new Result.Failed(failure);
            case PlatformAnswer.NotFound when row.Released:
                return Refuse(row, id);
            case PlatformAnswer.NotFound:
                return new Result.Failed(new CallFailure(CallFailureKind.Permanent, OrderReason.LinkUnknown));
            default:
                metrics.Adopted(row.Store);
                return new Result.Reached(
                    OrderChanges.Adopt(
                        row with
                        {
                            Remarks = OrderRemarks.With(row.Remarks, OrderRemarks.Adopted),
                        },
                        id,
                        number,
                        now
                    )
                );
        }
    }

    // No link from now on, and the order is placed: the id is another order's, or an operator has it placed although
    // the platform does not know the id.
    private static Result.Reached Refuse(OrderRow row, string id) =>
        new(
            row with
            {
                LinkedId = null,
                RefusedLink = id,
                Remarks = OrderRemarks.With(row.Remarks, OrderRemarks.LinkRefused),
            }
        );
}
