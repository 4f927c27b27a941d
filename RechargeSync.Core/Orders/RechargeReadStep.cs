using System.Net;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Orders;

/// <summary>
/// Asks Recharge for an order where a delivery leaves a question open. The answer goes through the inbox like a
/// webhook, so that it is kept, applied in turn, and the payload in force from then on.
/// </summary>
internal sealed class RechargeReadStep(RechargeClient recharge, OrderReingest reingest, InboxTable inbox)
{
    public async Task<Result> RunAsync(
        Store store,
        OrderRow row,
        CallPriority priority,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        switch (await recharge.GetListedOrderAsync(store, row.OrderId, priority, cancellationToken))
        {
            case RechargeAnswer<ListedOrder>.Ok { Value: var order }:
                await reingest.AnswerAsync(store.Name, order, charge: null, now, cancellationToken);
                if (row.Question == OrderQuestion.NotUnderstood && order.Order is not null)
                {
                    await inbox.SupersedeAsync(store.Name, ResourceKey.Order(row.OrderId), cancellationToken);
                }

                return new Result.Delivered(row);
            case RechargeAnswer<ListedOrder>.Failed { Failure: { Status: (int)HttpStatusCode.NotFound } failure }:
                return new Result.Failed(failure with { Reason = OrderReason.RechargeOrderGone });
            case RechargeAnswer<ListedOrder>.Failed { Failure: var failure }:
                return new Result.Failed(failure);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
