using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// Speaks the admin API of Vendure 3.7, with the plugin of samples/vendure, or
/// without its mutations. Amounts there are integers of one precision; each call names the order's currency.
/// </summary>
internal sealed class VendurePlatform : IOrderPlatform, IDisposable
{
    /// <summary>The value of <c>Platform:Kind</c>.</summary>
    public const string Kind = "vendure";

    private const string Find = """
        query($reference: String!) {
          orders(options: { filter: { externalReference: { eq: $reference } }, take: 1 }) {
            items { id code state totalWithTax currencyCode }
          }
        }
        """;

    private const string Get = "query($id: ID!) { order(id: $id) { id code state totalWithTax currencyCode } }";

    private const string Cancel = """
        mutation($id: ID!, $reason: String) {
          cancelOrder(input: { orderId: $id, reason: $reason, cancelShipping: true }) {
            __typename ... on Order { id state } ... on ErrorResult { errorCode message }
          }
        }
        """;

    private const string NoteRefund =
        "mutation($input: UpdateOrderInput!) { setOrderCustomFields(input: $input) { id } }";

    private readonly VendureOptions _options;
    private readonly VendureClient _client;
    private readonly VendureCheck _check;
    private readonly VendureCallsWay _calls;
    private readonly VendurePluginWay _plugin;
    private volatile VendureShop? _shop;

    public VendurePlatform(PlatformConnection connection, PlatformHttp http, VendureOptions options, TimeProvider clock)
    {
        _options = options;
        _client = new VendureClient(connection, http, options);
        _check = new VendureCheck(_client, connection, options, clock);
        _calls = new VendureCallsWay(_client, options, clock);
        _plugin = new VendurePluginWay(_client, options, _calls);
    }

    // Of a shop that has not been asked yet nobody knows whether it keeps versions, which the plugin does.
    public PlatformCapabilities Capabilities =>
        PlatformCapabilities.Addresses
        | PlatformCapabilities.Country
        | PlatformCapabilities.Email
        | PlatformCapabilities.Note
        | PlatformCapabilities.Tags
        | PlatformCapabilities.Attributes
        | PlatformCapabilities.Customer
        | PlatformCapabilities.Cancel
        | PlatformCapabilities.Refund
        | PlatformCapabilities.Cart
        | (_options.Mode == VendureMode.Plugin ? PlatformCapabilities.Versions : PlatformCapabilities.None);

    public async Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(
            new VendureCall(Find, new JsonObject { ["reference"] = reference }),
            cancellationToken
        );
        return answer.Failure is { } failure
            ? new PlatformAnswer.Failed(failure)
            : VendureRecovery.Answer(
                answer.Data.EachAt("orders", "items") is [var order, ..] ? VendureFound.Read(order) : null
            );
    }

    public async Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken)
    {
        var currency = order.Order.Currency.Value?.ToUpperInvariant();
        var (shop, unknown) = await ShopAsync(
            shop => currency is null || shop.Currencies.Contains(currency, StringComparer.Ordinal),
            cancellationToken
        );
        if (shop is null)
        {
            return new PlatformAnswer.Failed(unknown!);
        }

        var (sale, refusal) = VendureSale.Of(order.Order, shop.Precision);
        if ((refusal ?? shop.RefusalOf(sale!.Currency) ?? AddressRefusal(order.Order)) is { } refused)
        {
            return new PlatformAnswer.Failed(refused);
        }

        return Forgetting(await WayOf(shop).CreateAsync(order.Order, sale!, shop, cancellationToken));
    }

    public async Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    )
    {
        var (shop, unknown) = await ShopAsync(_ => true, cancellationToken);
        if (shop is null)
        {
            return new PlatformAnswer.Failed(unknown!);
        }

        if (!shop.IsId(platformOrderId))
        {
            return new PlatformAnswer.NotFound();
        }

        var order = update.Order.Order;
        var answer = await _client.SendAsync(
            new VendureCall(VendureStanding.Query, new JsonObject { ["id"] = platformOrderId }),
            cancellationToken
        );
        if (answer.Failure is { } failure)
        {
            return new PlatformAnswer.Failed(failure);
        }

        if (VendureStanding.Read(answer.Data.At("order")) is not { } standing)
        {
            return new PlatformAnswer.NotFound();
        }

        var notCarried = standing.NotCarried(order, shop.Precision);
        if (notCarried.Count > 0)
        {
            return new PlatformAnswer.NotCarried(notCarried, "Vendure does not change what was sold of a paid order");
        }

        return AddressRefusal(order) is { } refused
            ? new PlatformAnswer.NotCarried(["shippingAddress"], refused.Detail!)
            : Forgetting(await WayOf(shop).UpdateAsync(order, update.Version, standing, cancellationToken));
    }

    public async Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        var (found, failure) = await FoundAsync(platformOrderId, cancellationToken);
        return failure is not null ? new PlatformAnswer.Failed(failure)
            : found is { IsPlaced: true } ? new PlatformAnswer.Existed(found.Ids)
            : new PlatformAnswer.NotFound();
    }

    public async Task<PlatformChange> CancelAsync(
        PlatformCancellation cancellation,
        CancellationToken cancellationToken
    )
    {
        var (found, failure) = await FoundAsync(cancellation.PlatformOrderId, cancellationToken);
        if (failure is not null)
        {
            return new PlatformChange.Failed(failure);
        }

        if (VendureCancellation.Settled(found?.State) is { } settled)
        {
            return settled;
        }

        if (VendureCancellation.IsDeleted(found!.State))
        {
            return await _calls.DeleteAsync(found.Id, cancellationToken) is { } kept
                ? new PlatformChange.Failed(kept)
                : new PlatformChange.Done();
        }

        var answer = await _client.SendAsync(
            new VendureCall(
                Cancel,
                new JsonObject { ["id"] = found.Id, ["reason"] = cancellation.Reason ?? "Cancelled at Recharge" },
                found.Currency
            ),
            cancellationToken
        );
        var result = answer.Data.At("cancelOrder");
        return answer.Failure is { } unsent ? new PlatformChange.Failed(unsent)
            : result.TextAt("state") is not null ? new PlatformChange.Done()
            : result.TextAt("errorCode") is not { } code
                ? new PlatformChange.Failed(answer.Outcome.Malformed("a cancelled order was expected"))
            // Nothing is left to cancel: by another call of the same moment, or line by line in the shop.
            : code == "EMPTY_ORDER_LINE_SELECTION_ERROR" ? new PlatformChange.Done()
            : new PlatformChange.NotPossible($"{code}: {result.TextAt("message")}");
    }

    public async Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    )
    {
        var (found, failure) = await FoundAsync(platformOrderId, cancellationToken);
        if (failure is not null)
        {
            return new PlatformChange.Failed(failure);
        }

        if (found is null)
        {
            return new PlatformChange.NotFound();
        }

        var text = VendureFields.RefundText(refund with { Currency = refund.Currency ?? found.Currency });
        var input = new JsonObject
        {
            ["id"] = found.Id,
            ["customFields"] = new JsonObject { [VendureFields.Refund] = text },
        };
        var answer = await _client.SendAsync(
            new VendureCall(NoteRefund, new JsonObject { ["input"] = input }, found.Currency),
            cancellationToken
        );
        return answer.Failure is { } unsent ? new PlatformChange.Failed(unsent) : new PlatformChange.Done();
    }

    public async Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken)
    {
        var (shop, unknown) = await ShopAsync(_ => true, cancellationToken);
        return shop is null
            ? unknown
            : await WayOf(shop).ClearCartAsync(cart.Id, shop.IsId(cart.Id), cart.Currency, cancellationToken);
    }

    public async Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken)
    {
        var (shop, failure) = await ReadShopAsync(cancellationToken);
        return await _check.RunAsync(shop, failure, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private IVendureWay WayOf(VendureShop shop) =>
        _options.Mode switch
        {
            VendureMode.Plugin => _plugin,
            VendureMode.Calls => _calls,
            _ => shop.SpeaksPlugin ? _plugin : _calls,
        };

    // What a shop is like is asked once, and again when it turns out to be another.
    private async Task<(VendureShop? Shop, CallFailure? Failure)> ShopAsync(
        Func<VendureShop, bool> isRecent,
        CancellationToken cancellationToken
    ) => _shop is { } known && isRecent(known) ? (known, null) : await ReadShopAsync(cancellationToken);

    private async Task<(VendureShop? Shop, CallFailure? Failure)> ReadShopAsync(CancellationToken cancellationToken)
    {
        var shop = await _client.SendAsync(new VendureCall(VendureShop.Query), cancellationToken);
        if (shop.Failure is { } failure)
        {
            return (null, failure);
        }

        var plugin = await _client.SendAsync(new VendureCall(VendureShop.PluginQuery), cancellationToken);
        var (read, unreadable) = VendureShop.Read(shop, plugin);
        _shop = read;
        return (read, unreadable);
    }

    // A shop that lacks what it had is asked anew before the next order.
    private PlatformAnswer Forgetting(PlatformAnswer answer)
    {
        if (answer is PlatformAnswer.Failed { Failure.Kind: CallFailureKind.Configuration })
        {
            _shop = null;
        }

        return answer;
    }

    private async Task<(VendureFound? Found, CallFailure? Failure)> FoundAsync(
        string id,
        CancellationToken cancellationToken
    )
    {
        var (shop, unknown) = await ShopAsync(_ => true, cancellationToken);
        if (shop is null || !shop.IsId(id))
        {
            return (null, unknown);
        }

        var answer = await _client.SendAsync(new VendureCall(Get, new JsonObject { ["id"] = id }), cancellationToken);
        return (VendureFound.Read(answer.Data.At("order")), answer.Failure);
    }

    // What is shipped without an address, though it has one, would be worse than not at all.
    private static CallFailure? AddressRefusal(PlatformOrder order) =>
        order.ShippingAddress.Value is { } address && VendureFields.Address(address) is null
            ? VendureRefusal.Of(PlatformReason.CountryNotServed, "the shipping address names no country")
            : null;
}
