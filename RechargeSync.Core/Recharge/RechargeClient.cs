using System.Globalization;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Recharge;

/// <summary>Recharge's orders and charges, as far as we need them.</summary>
internal sealed class RechargeClient(RechargeCalls calls)
{
    private const int LargestPage = 250;

    /// <summary>Reads an order.</summary>
    public Task<RechargeAnswer<RechargeOrder>> GetOrderAsync(
        Store store,
        long orderId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        calls.SendAsync(
            new RechargeCall(store, HttpMethod.Get, Path("orders", orderId), priority),
            answer => RechargePayload.ReadOrder(answer.Body, store.TimeZone),
            cancellationToken
        );

    /// <summary>Reads an order with its JSON, to be put into the inbox.</summary>
    public Task<RechargeAnswer<ListedOrder>> GetListedOrderAsync(
        Store store,
        long orderId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        calls.SendAsync(
            new RechargeCall(store, HttpMethod.Get, Path("orders", orderId), priority),
            answer => OrderList.ReadOne(answer, store),
            cancellationToken
        );

    /// <summary>Reads a page of orders.</summary>
    /// <param name="store">Whose orders.</param>
    /// <param name="pathAndQuery">
    /// From <see cref="OrderList"/>, or <see cref="OrderPage.Next"/> of the page before.
    /// </param>
    /// <param name="limit">The limit that it names.</param>
    /// <param name="priority">Whose turn it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RechargeAnswer<OrderPage>> GetOrdersAsync(
        Store store,
        string pathAndQuery,
        int limit,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        calls.SendAsync(
            new RechargeCall(store, HttpMethod.Get, pathAndQuery, priority, MaxAnswer: AnswerLimit.List),
            answer => OrderList.Read(answer, store, pathAndQuery, limit),
            cancellationToken
        );

    /// <summary>Lists the orders of a charge; with 250 at most, more than a prepaid plan has.</summary>
    public Task<RechargeAnswer<IReadOnlyList<RechargeOrder>>> GetOrdersOfChargeAsync(
        Store store,
        long chargeId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        calls.SendAsync(
            new RechargeCall(
                store,
                HttpMethod.Get,
                OrderList.OfCharge(chargeId, LargestPage),
                priority,
                MaxAnswer: AnswerLimit.List
            ),
            answer => RechargePayload.ReadOrders(answer.Body, store.TimeZone),
            cancellationToken
        );

    /// <summary>Lists the orders of a charge with their JSON; with 250 at most, more than a prepaid plan has.</summary>
    public Task<RechargeAnswer<OrderPage>> GetListedOrdersOfChargeAsync(
        Store store,
        long chargeId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) => GetOrdersAsync(store, OrderList.OfCharge(chargeId, LargestPage), LargestPage, priority, cancellationToken);

    /// <summary>Reads a charge. Processed charges older than 90 days are not found.</summary>
    public Task<RechargeAnswer<RechargeCharge>> GetChargeAsync(
        Store store,
        long chargeId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        calls.SendAsync(
            new RechargeCall(store, HttpMethod.Get, Path("charges", chargeId), priority),
            answer => RechargePayload.ReadCharge(answer.Body),
            cancellationToken
        );

    /// <summary>Writes id and number of a platform's order onto an order. Safe to repeat.</summary>
    /// <remarks>The number is not documented for 2021-11: where Recharge answers 422, the id goes alone.</remarks>
    /// <returns>Null where it worked.</returns>
    public Task<CallFailure?> PutOrderIdsAsync(
        Store store,
        long orderId,
        string addressKey,
        (string Id, string Number) external,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        RechargeCalls.WriteTolerantlyAsync(
            body =>
                calls.WriteAsync(
                    new RechargeCall(store, HttpMethod.Put, Path("orders", orderId), priority, body)
                    {
                        AddressKey = addressKey,
                    },
                    "order",
                    cancellationToken
                ),
            RequestBodies.OrderIds(store.ApiVersion, external.Id, external.Number),
            () => RequestBodies.OrderId(store.ApiVersion, external.Id)
        );

    /// <summary>Writes the id of a platform's order onto a charge. Safe to repeat.</summary>
    /// <returns>Null where it worked.</returns>
    public Task<CallFailure?> PutChargeIdAsync(
        Store store,
        long chargeId,
        string addressKey,
        string externalId,
        CallPriority priority,
        CancellationToken cancellationToken
    ) =>
        calls.WriteAsync(
            new RechargeCall(
                store,
                HttpMethod.Put,
                Path("charges", chargeId),
                priority,
                RequestBodies.OrderId(store.ApiVersion, externalId)
            )
            {
                AddressKey = addressKey,
            },
            "charge",
            cancellationToken
        );

    private static string Path(string resource, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"/{resource}/{id}");
}
