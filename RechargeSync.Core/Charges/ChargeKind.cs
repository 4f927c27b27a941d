using System.Diagnostics;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.ChargeRow>;

namespace RechargeSync.Core.Charges;

/// <summary>
/// Charges: what Recharge tells of one concerns the orders that it pays for. They are read from Recharge, and each goes
/// through the inbox with what its charge says.
/// </summary>
internal sealed class ChargeKind(StoreRegistry stores, RechargeClient recharge, OrderReingest reingest)
    : IWorkKind<ChargeRow>
{
    public string Name => "charge";

    public string SpanName => "sync charge";

    /// <summary>
    /// Charges wait for a Recharge that is paused; a token that reads them may still not write orders.
    /// </summary>
    public bool Testifies => false;

    public StoreSide? SideOf(WorkStep step) => StoreSide.Recharge;

    public Applied<ChargeRow> Apply(ChargeRow row, PendingDelivery delivery, DateTimeOffset now) =>
        new(row with { PayloadInboxId = delivery.Id, OrdersReadAt = null }, DeliveryState.Done) { IsNews = true };

    public WorkStep Next(ChargeRow row, DateTimeOffset now) =>
        row is { PayloadInboxId: not null, OrdersReadAt: null } ? WorkStep.ReadOrdersOfCharge : WorkStep.None;

    public ChargeRow Begin(ChargeRow row, WorkStep step) => row;

    public Settlement Settle(ChargeRow row) => new(row.OrdersReadAt is null ? WorkState.Waiting : WorkState.Done);

    public async Task<Result> RunAsync(
        ChargeRow row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var now = lease.Now;
        var store = stores.Get(row.Store);
        var charge = payload is null ? null : RechargePayload.RawCharge(payload.Body);
        switch (await recharge.GetListedOrdersOfChargeAsync(store, row.ChargeId, CallPriority.Live, cancellationToken))
        {
            case RechargeAnswer<OrderPage>.Failed { Failure: var failure }:
                return new Result.Failed(failure);
            case RechargeAnswer<OrderPage>.Ok { Value.Orders: var orders }:
                foreach (var order in orders)
                {
                    await reingest.AnswerAsync(store.Name, order, charge, now, cancellationToken);
                }

                return new Result.Reached(row with { OrdersReadAt = now });
            default:
                throw new UnreachableException();
        }
    }
}
