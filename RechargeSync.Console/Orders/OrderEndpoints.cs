using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Payloads;
using RechargeSync.Core.Storage;
using BulkJob = RechargeSync.Console.Client.BulkJob;

namespace RechargeSync.Console.Orders;

/// <summary><c>/admin/v1/orders</c>.</summary>
internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("/", ListAsync).WithSummary("Lists orders, or searches them by an id or number.");
        orders
            .MapGet("/place", CountToPlaceAsync)
            .WithSummary("How many orders of a store are ignored for a reason and not placed.");
        orders
            .MapPost("/place", PlaceManyAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Has orders placed: those named at once, all that are ignored for a reason by a job (202).");
        var order = orders.MapGroup("/{store}/{id:long}");
        order.MapGet("/", ShowAsync).WithSummary("One order with its timeline, and the planner's next step and why.");
        order.MapGet("/payload", PayloadAsync).WithSummary("The payload in force, personal data masked.");
        order
            .MapPost("/payload/reveal", RevealAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("The payload in force as it is; audited.");
        order
            .MapPost("/retry", RetryAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Tries an order at once.");
        order
            .MapPost("/place", PlaceAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Has an order placed that is not on the platform, whatever kept it; Recharge is asked first.");
        order
            .MapPost("/redo", RedoAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Redoes an order from a step.");
        order
            .MapPost("/erase", EraseAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Erases what is stored of the person of an order that is at rest; audited.");
        order
            .MapPost("/ignore", IgnoreAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Ignores an order until Recharge changes it; the note is required.");
    }

    private static async Task<Results<Ok<ListPage<OrderSummary>>, ProblemHttpResult>> ListAsync(
        string? search,
        string? state,
        string? reason,
        string? kind,
        string? store,
        long? minAge,
        string? sort,
        string? cursor,
        int? limit,
        OrderList orders,
        CancellationToken cancellationToken
    )
    {
        var query = new OrderQuery
        {
            Search = search,
            State = state,
            Reason = reason,
            Kind = kind,
            Store = store,
            // What is too long for a time is too long for the filter as well, which says so.
            MinAge = minAge is { } ms
                ? TimeSpan.FromMilliseconds(Math.Clamp(ms, -1, OrderFilter.MostAgeMs + 1), 0)
                : null,
            Sort = sort,
            Cursor = cursor,
            Limit = limit,
        };
        return (await orders.FindAsync(query, cancellationToken)).ToResult();
    }

    private static async Task<Results<Ok<OrderDetail>, ProblemHttpResult>> ShowAsync(
        string store,
        long id,
        OrderDetails orders,
        CancellationToken cancellationToken
    ) => (await orders.FindAsync(store, id, cancellationToken)).ToResult();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> PayloadAsync(
        string store,
        long id,
        PayloadQuery payloads,
        CancellationToken cancellationToken
    ) => (await payloads.OfOrderAsync(store, id, cancellationToken)).ToResult();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> RevealAsync(
        string store,
        long id,
        NoteRequest? request,
        HttpContext context,
        PayloadQuery payloads,
        CancellationToken cancellationToken
    ) =>
        (
            await payloads.RevealOrderAsync(store, id, request?.Note, AdminCaller.NameOf(context), cancellationToken)
        ).ToResult();

    private static async Task<Results<Ok<OrderActionResult>, ProblemHttpResult>> RetryAsync(
        string store,
        long id,
        NoteRequest? request,
        HttpContext context,
        OrderOperations actions,
        CancellationToken cancellationToken
    ) =>
        (
            await actions.RetryAsync(
                WorkKey.Order(store, id),
                request?.Note,
                AdminCaller.NameOf(context),
                cancellationToken
            )
        ).ToResult();

    private static async Task<Results<Ok<PlaceCount>, ProblemHttpResult>> CountToPlaceAsync(
        string? store,
        string? reason,
        PlaceOperations places,
        CancellationToken cancellationToken
    ) => (await places.CountAsync(store, reason, cancellationToken)).ToResult();

    private static async Task<Results<Ok<PlaceCount>, Accepted<BulkJob>, ProblemHttpResult>> PlaceManyAsync(
        PlaceSelection selection,
        HttpContext context,
        PlaceOperations places,
        CancellationToken cancellationToken
    )
    {
        var actor = AdminCaller.NameOf(context);
        return selection.Ids.Count > 0
            ? (await places.PlaceAsync(selection, actor, cancellationToken)).ToResult<PlaceCount, BulkJob>()
            : (await places.PlaceAllAsync(selection, actor, cancellationToken)).ToAccepted<PlaceCount>();
    }

    private static async Task<Results<Ok<OrderActionResult>, ProblemHttpResult>> PlaceAsync(
        string store,
        long id,
        NoteRequest? request,
        HttpContext context,
        OrderOperations actions,
        CancellationToken cancellationToken
    ) =>
        (
            await actions.PlaceAsync(
                WorkKey.Order(store, id),
                request?.Note,
                AdminCaller.NameOf(context),
                cancellationToken
            )
        ).ToResult();

    private static async Task<Results<Ok<OrderActionResult>, ProblemHttpResult>> RedoAsync(
        string store,
        long id,
        RedoRequest request,
        HttpContext context,
        OrderOperations actions,
        CancellationToken cancellationToken
    ) =>
        (
            await actions.RedoAsync(WorkKey.Order(store, id), request, AdminCaller.NameOf(context), cancellationToken)
        ).ToResult();

    private static async Task<Results<Ok<OrderActionResult>, ProblemHttpResult>> EraseAsync(
        string store,
        long id,
        NoteRequest? request,
        HttpContext context,
        ErasureOperations erasures,
        CancellationToken cancellationToken
    ) =>
        (
            await erasures.EraseAsync(
                WorkKey.Order(store, id),
                request?.Note,
                AdminCaller.NameOf(context),
                cancellationToken
            )
        ).ToResult();

    private static async Task<Results<Ok<OrderActionResult>, ProblemHttpResult>> IgnoreAsync(
        string store,
        long id,
        NoteRequest request,
        HttpContext context,
        OrderOperations actions,
        CancellationToken cancellationToken
    ) =>
        (
            await actions.IgnoreAsync(
                WorkKey.Order(store, id),
                request.Note,
                AdminCaller.NameOf(context),
                cancellationToken
            )
        ).ToResult();
}
