using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// Takes the items out of a cart one after the other: Medusa locks the cart for each, and fails those that come at the
/// same time.
/// </summary>
internal sealed class MedusaCartClearing(MedusaApi api)
{
    /// <returns>Null where nothing is in the cart any more, or nobody can fill it.</returns>
    public async Task<CallFailure?> ClearAsync(string cartId, CancellationToken token)
    {
        var call = await api.CartAsync(cartId, token);
        if (call.IsNotFound)
        {
            return null;
        }

        if (call.Failure is { } failure)
        {
            return failure;
        }

        if (call.Value!.Cart is not { } cart)
        {
            return call.Outcome.Malformed("a cart was expected");
        }

        if (cart.CompletedAt is not null)
        {
            return null;
        }

        foreach (var item in (cart.Items ?? []).Select(item => item?.Id).OfType<string>())
        {
            var removed = await api.RemoveFromCartAsync(cartId, item, token);
            if (MedusaRefusals.IsCompletedCart(removed.Outcome))
            {
                return null;
            }

            if (removed.Failure is { } refused && !removed.IsNotFound)
            {
                return refused;
            }
        }

        return null;
    }
}
