using System.Globalization;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Orders;

/// <summary>The steps back to Recharge.</summary>
internal sealed class WriteBackSteps(RechargeClient recharge, ILogger<WriteBackSteps> log)
{
    /// <summary>
    /// Writes id and number onto the order, comparing first where an earlier attempt may have written them.
    /// </summary>
    public async Task<Result> WriteOrderIdsAsync(
        Store store,
        OrderRow row,
        bool verifyFirst,
        CallPriority priority,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var ids = (Id: row.PlatformOrderId!, Number: row.PlatformOrderNumber ?? row.PlatformOrderId!);
        var written = new Result.Reached(row with { OrderWrittenAt = now });
        if (verifyFirst)
        {
            switch (await recharge.GetOrderAsync(store, row.OrderId, priority, cancellationToken))
            {
                case RechargeAnswer<RechargeOrder>.Failed failed:
                    return new Result.Failed(failed.Failure);
                case RechargeAnswer<RechargeOrder>.Ok { Value.ExternalOrderId: { } id } when id != row.RefusedLink:
                    return id == ids.Id
                        ? written
                        : new Result.Failed(new CallFailure(CallFailureKind.Permanent, OrderReason.ForeignId));
            }
        }

        return
            await recharge.PutOrderIdsAsync(store, row.OrderId, AddressKey(row), ids, priority, cancellationToken)
                is { } failure
            ? new Result.Failed(failure)
            : written;
    }

    /// <summary>
    /// Writes the id onto the prepaid order's charge. A charge that Recharge does not let us write is a recorded
    /// warning: the order itself is done.
    /// </summary>
    public async Task<Result> WriteChargeIdAsync(
        Store store,
        OrderRow row,
        bool verifyFirst,
        CallPriority priority,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var chargeId = row.ChargeId!.Value;
        if (store.Options.ChargeWriteBack == ChargeWriteBack.FirstOnly)
        {
            switch (await recharge.GetOrdersOfChargeAsync(store, chargeId, priority, cancellationToken))
            {
                case RechargeAnswer<IReadOnlyList<RechargeOrder>>.Failed failed:
                    return Leave(store, row, failed.Failure);
                case RechargeAnswer<IReadOnlyList<RechargeOrder>>.Ok { Value: var orders } when !IsFirst(row, orders):
                    return new Result.Reached(row with { ChargeWarning = "another order is the charge's first" });
            }
        }

        if (verifyFirst)
        {
            switch (await recharge.GetChargeAsync(store, chargeId, priority, cancellationToken))
            {
                case RechargeAnswer<RechargeCharge>.Failed failed:
                    return Leave(store, row, failed.Failure);
                case RechargeAnswer<RechargeCharge>.Ok { Value.ExternalOrderId: { } id } when id == row.PlatformOrderId:
                    return new Result.Reached(row with { ChargeWrittenAt = now });
            }
        }

        return
            await recharge.PutChargeIdAsync(
                store,
                chargeId,
                AddressKey(row),
                row.PlatformOrderId!,
                priority,
                cancellationToken
            )
                is { } failure
            ? Leave(store, row, failure)
            : new Result.Reached(row with { ChargeWrittenAt = now });
    }

    /// <summary>
    /// Finds out whether an order is prepaid where its payload does not tell: its charge then pays for more than one.
    /// </summary>
    public async Task<Result> ReadChargeAsync(
        Store store,
        OrderRow row,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        await recharge.GetChargeAsync(store, row.ChargeId!.Value, priority, cancellationToken) switch
        {
            RechargeAnswer<RechargeCharge>.Ok { Value: var charge } => new Result.Reached(
                row with
                {
                    IsPrepaid = charge.OrdersCount > 1,
                }
            ),
            RechargeAnswer<RechargeCharge>.Failed failed => Leave(store, row, failed.Failure),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private Result Leave(Store store, OrderRow row, CallFailure failure)
    {
        if (failure.Kind != CallFailureKind.Permanent)
        {
            return new Result.Failed(failure);
        }

        log.ChargeLeft(store.Name, row.ChargeId!.Value, failure.Reason);
        return new Result.Reached(
            row with
            {
                ChargeWarning = string.Create(CultureInfo.InvariantCulture, $"{failure.Reason} {failure.Status}"),
            }
        );
    }

    private static bool IsFirst(OrderRow row, IReadOnlyList<RechargeOrder> orders) =>
        orders.Count == 0
        || orders
            .OrderBy(order => order.ScheduledAt?.Value ?? DateTimeOffset.MaxValue)
            .ThenBy(order => order.Id)
            .First()
            .Id == row.OrderId;

    // Recharge locks an address with all its children; the charge stands in where the address is unknown.
    private static string AddressKey(OrderRow row) =>
        (row.AddressId ?? row.ChargeId ?? row.OrderId).ToString(CultureInfo.InvariantCulture);
}
