using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using Result = RechargeSync.Core.Sync.StepResult<RechargeSync.Core.Storage.OrderRow>;

namespace RechargeSync.Core.Sync;

/// <summary>The steps towards the platform.</summary>
internal sealed class PlatformSteps(PlatformRegistry platforms)
{
    /// <summary>Creates the order, looking its reference up first where an earlier try may have created it.</summary>
    public async Task<Result> PushAsync(
        Store store, OrderRow row, PendingDelivery? payload, bool look, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Read(store, payload) is not { } order)
        {
            return PayloadGone();
        }

        var platform = platforms.For(store);
        var reference = PlatformOrderMapper.Reference(row.Store, row.OrderId);
        if (look && await platform.FindAsync(reference, cancellationToken) is var found and not PlatformAnswer<PlatformIds>.NotFound)
        {
            // What the platform has may stem from an older payload: an unknown hash makes the next step bring it up to date.
            return Placed(found, row, pushedHash: null, now);
        }

        var answer = await platform.CreateAsync(reference, PlatformOrderMapper.Map(order), cancellationToken);
        return answer is PlatformAnswer<PlatformIds>.Taken
            ? Placed(await platform.FindAsync(reference, cancellationToken), row, pushedHash: null, now)
            : Placed(answer, row, row.DesiredHash, now);
    }

    /// <summary>Brings the platform's order up to date.</summary>
    public async Task<Result> UpdateAsync(Store store, OrderRow row, PendingDelivery? payload, CancellationToken cancellationToken)
    {
        if (Read(store, payload) is not { } order)
        {
            return PayloadGone();
        }

        return await platforms.For(store).UpdateAsync(row.PlatformOrderId!, PlatformOrderMapper.Map(order), cancellationToken) switch
        {
            PlatformAnswer<PlatformIds>.Ok => new Result.Reached(row with { PushedHash = row.DesiredHash }),
            PlatformAnswer<PlatformIds>.Failed failed => new Result.Failed(failed.Failure),
            _ => Refused(SyncReason.PlatformOrderGone),
        };
    }

    private static Result Placed(PlatformAnswer<PlatformIds> answer, OrderRow row, byte[]? pushedHash, DateTimeOffset now) => answer switch
    {
        PlatformAnswer<PlatformIds>.Ok { Value: var ids } => new Result.Reached(
            row with { PlatformOrderId = ids.Id, PlatformOrderNumber = ids.Number, PushedHash = pushedHash, PushedAt = now }),
        PlatformAnswer<PlatformIds>.Failed failed => new Result.Failed(failed.Failure),
        _ => Refused(SyncReason.ReferenceTaken),
    };

    private static RechargeOrder? Read(Store store, PendingDelivery? payload) =>
        payload is null ? null : RechargePayload.ReadOrder(payload.Body, store.TimeZone);

    private static Result.Failed PayloadGone() => Refused(SyncReason.PayloadGone);

    private static Result.Failed Refused(string reason) => new(new CallFailure(CallFailureKind.Permanent, reason));
}
