using System.Globalization;

namespace RechargeSync.Console.Client;

// Orders and their customers.
public sealed partial class AdminClient
{
    /// <summary>Lists orders.</summary>
    public Task<ListPage<OrderSummary>> OrdersAsync(OrderQuery query, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("orders")
                .Add("search", query.Search)
                .Add("state", query.State)
                .Add("reason", query.Reason)
                .Add("kind", query.Kind)
                .Add("store", query.Store)
                .Add("minAge", (long?)query.MinAge?.TotalMilliseconds)
                .Add("sort", query.Sort)
                .Add("cursor", query.Cursor)
                .Add("limit", query.Limit),
            AdminJson.Default.ListPageOrderSummary,
            cancellationToken
        );

    /// <summary>One order with its timeline.</summary>
    public Task<OrderDetail> OrderAsync(string store, long orderId, CancellationToken cancellationToken) =>
        GetAsync(Order(store, orderId), AdminJson.Default.OrderDetail, cancellationToken);

    /// <summary>The payload in force, personal data masked.</summary>
    public Task<PayloadView> PayloadAsync(string store, long orderId, CancellationToken cancellationToken) =>
        GetAsync(Order(store, orderId) + "/payload", AdminJson.Default.PayloadView, cancellationToken);

    /// <summary>The payload in force as it is; for operators, and audited.</summary>
    public Task<PayloadView> RevealPayloadAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/payload/reveal",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.PayloadView,
            cancellationToken
        );

    /// <summary>Tries an order at once.</summary>
    public Task<OrderActionResult> RetryAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/retry",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>Redoes an order from a step.</summary>
    public Task<OrderActionResult> RedoAsync(
        string store,
        long orderId,
        RedoRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/redo",
            request,
            AdminJson.Default.RedoRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>Has an order placed that is not on the platform, whatever kept it.</summary>
    public Task<OrderActionResult> PlaceAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/place",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>How many orders of a store are ignored for a reason and not placed, to confirm an action.</summary>
    public Task<PlaceCount> CountToPlaceAsync(string store, string reason, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("orders/place").Add("store", store).Add("reason", reason),
            AdminJson.Default.PlaceCount,
            cancellationToken
        );

    /// <summary>Has the named orders placed.</summary>
    public Task<PlaceCount> PlaceManyAsync(PlaceSelection selection, CancellationToken cancellationToken) =>
        PostAsync(
            "orders/place",
            selection,
            AdminJson.Default.PlaceSelection,
            AdminJson.Default.PlaceCount,
            cancellationToken
        );

    /// <summary>Begins to have all orders placed that are ignored for a reason; without ids.</summary>
    public Task<BulkJob> PlaceAllAsync(PlaceSelection selection, CancellationToken cancellationToken) =>
        PostAsync(
            "orders/place",
            selection,
            AdminJson.Default.PlaceSelection,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Ignores an order until Recharge changes it; the note is required.</summary>
    public Task<OrderActionResult> IgnoreAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/ignore",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>Erases what is stored of the person of an order that is at rest.</summary>
    public Task<OrderActionResult> EraseAsync(
        string store,
        long orderId,
        NoteRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Order(store, orderId) + "/erase",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.OrderActionResult,
            cancellationToken
        );

    /// <summary>How many orders of a customer are at rest, and how many are not.</summary>
    public Task<CustomerOrders> CustomerAsync(string store, long customerId, CancellationToken cancellationToken) =>
        GetAsync(Customer(store, customerId), AdminJson.Default.CustomerOrders, cancellationToken);

    /// <summary>Erases what is stored of a customer's orders that are at rest.</summary>
    public Task<CustomerOrders> EraseCustomerAsync(
        string store,
        long customerId,
        EraseRequest request,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            Customer(store, customerId) + "/erase",
            request,
            AdminJson.Default.EraseRequest,
            AdminJson.Default.CustomerOrders,
            cancellationToken
        );

    private static string Customer(string store, long customerId) =>
        string.Create(CultureInfo.InvariantCulture, $"customers/{Uri.EscapeDataString(store)}/{customerId}");

    private static string Order(string store, long orderId) =>
        string.Create(CultureInfo.InvariantCulture, $"orders/{Part(store)}/{orderId}");
}
