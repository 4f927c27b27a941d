using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;
using Result = RechargeSync.Core.Work.StepResult<RechargeSync.Core.Storage.CartRow>;

namespace RechargeSync.Core.Carts;

/// <summary>Carts: the checkout names one, it is cleared once, and a cart that is gone already is as good.</summary>
internal sealed class CartKind(StoreRegistry stores, PlatformRegistry platforms) : IWorkKind<CartRow>
{
    /// <summary>The checkout names no cart.</summary>
    public const string NoCart = "no_cart_id";

    /// <summary>The platform keeps no carts.</summary>
    public const string NotKept = "no_carts";

    public string Name => "cart";

    public string SpanName => "sync cart";

    /// <summary>
    /// Carts wait for a platform that is paused, and prove nothing of it: one that is gone is as good as cleared, so a
    /// platform that knows no address at all seems to take them.
    /// </summary>
    public bool Testifies => false;

    public StoreSide? SideOf(WorkStep step) => StoreSide.Platform;

    public Applied<CartRow> Apply(CartRow row, PendingDelivery delivery, DateTimeOffset now)
    {
        RechargeCheckout checkout;
        try
        {
            checkout = RechargePayload.ReadCheckout(delivery.Body);
        }
        catch (PayloadException exception)
        {
            return Applied<CartRow>.NotUnderstood(row, exception.Message);
        }

        row = checkout.ChargeId is { } charge && charge != row.ChargeId ? row with { ChargeId = charge } : row;
        var cartId = CartIdOf(row.Store, checkout);

        if (cartId is null)
        {
            // An earlier delivery may have named one: that one is still to be cleared.
            return new(row, DeliveryState.Ignored, "the checkout names no cart")
            {
                End = row.CartId is null ? new Ending(WorkState.Ignored, NoCart) : null,
            };
        }

        return cartId == row.CartId && row.Work.State != WorkState.Waiting
            ? new(row, DeliveryState.Ignored, "nothing new")
            : new(row with { CartId = cartId, ClearedAt = null }, DeliveryState.Done) { IsNews = true };
    }

    public WorkStep Next(CartRow row, DateTimeOffset now) =>
        row is { CartId: not null, ClearedAt: null, Work.State: WorkState.Active } ? WorkStep.ClearCart : WorkStep.None;

    public CartRow Begin(CartRow row, WorkStep step) => row;

    public Settlement Settle(CartRow row) => new(row.ClearedAt is null ? WorkState.Waiting : WorkState.Done);

    public async Task<Result> RunAsync(
        CartRow row,
        PendingDelivery? payload,
        WorkStep step,
        bool verifyFirst,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var platform = platforms.For(stores.Get(row.Store));
        if (!platform.Capabilities.HasFlag(PlatformCapabilities.Cart))
        {
            return new Result.Ended(row, new Ending(WorkState.Ignored, NotKept));
        }

        // The checkout may have been erased since: a platform that needs its currency says so.
        var currency = payload is null ? null : RechargePayload.ReadCheckout(payload.Body).Currency;
        return await platform.ClearCartAsync(new PlatformCart(row.CartId!, currency), cancellationToken) is { } failure
            ? new Result.Failed(failure)
            : new Result.Reached(row with { ClearedAt = lease.Now });
    }

    private string? CartIdOf(string store, RechargeCheckout checkout)
    {
        var options = stores.Get(store);
        return checkout.CartId(options.CartFields, options.Options.CartAttribute);
    }
}
