using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.CartRow>;

namespace RechargeSync.Core.Carts;

/// <summary>Carts: the checkout names one, it is cleared once, and a cart that is gone already is as good.</summary>
internal sealed class CartKind(StoreRegistry stores, PlatformRegistry platforms) : IWorkKind<CartRow>
{
    public string SpanName => "sync cart";

    public Folded<CartRow> Fold(CartRow row, PendingDelivery delivery, DateTimeOffset now)
    {
        var options = stores.Get(row.Store);
        var cartId = RechargePayload
            .ReadCheckout(delivery.Body)
            .CartId(options.CartFields, options.Options.CartAttribute);
        if (cartId is null)
        {
            // An earlier delivery may have named one: that one is still to be cleared.
            return new(
                row.CartId is null ? row with { State = WorkState.Ignored, Reason = SyncReason.NoCart } : row,
                InboxState.Ignored,
                "the checkout names no cart"
            );
        }

        return cartId == row.CartId && row.State != WorkState.Waiting
            ? new(row, InboxState.Ignored, "nothing new")
            : new(
                row with
                {
                    CartId = cartId,
                    ClearedAt = null,
                    State = WorkState.Active,
                    Reason = null,
                    TraceParent = delivery.TraceParent,
                    FirstAttempt = null,
                    FinishedAt = null,
                },
                InboxState.Done,
                InForce: true
            );
    }

    public SyncAction Next(CartRow row) => SyncPlan.Next(row);

    public CartRow Begin(CartRow row, SyncAction action) => row;

    public WorkState Rest(CartRow row) => SyncPlan.Rest(row);

    public async Task<Result> RunAsync(
        CartRow row,
        PendingDelivery? payload,
        SyncAction action,
        bool look,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        await platforms.For(stores.Get(row.Store)).ClearCartAsync(row.CartId!, cancellationToken) is { } failure
            ? new Result.Failed(failure)
            : new Result.Reached(row with { ClearedAt = now });
}
