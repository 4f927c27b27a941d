using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Acts;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Admin.Endpoints;

/// <summary><c>/admin/v1/orders</c>.</summary>
internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("/", ListAsync).WithSummary("Lists orders, or searches them by an id or number.");
        orders
            .MapGet("/{store}/{id:long}", ShowAsync)
            .WithSummary("One order with its timeline, and the planner's next step and why.");
        orders
            .MapGet("/{store}/{id:long}/payload", PayloadAsync)
            .WithSummary("The payload in force, personal data masked.");
        orders
            .MapPost("/{store}/{id:long}/payload/reveal", RevealAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("The payload in force as it is; audited.");
        orders
            .MapPost("/{store}/{id:long}/retry", RetryAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Tries an order at once.");
        orders
            .MapPost("/{store}/{id:long}/redo", RedoAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Redoes an order from a step.");
        orders
            .MapPost("/{store}/{id:long}/ignore", IgnoreAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Puts an order away, with a note.");
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
        var filter = OrderFilter.Parse(state, reason, kind, store, minAge, sort, out var problem);
        if ((Paging.Check(limit, cursor, out var after) ?? problem) is { } wrong)
        {
            return AdminProblems.BadRequest(wrong);
        }

        if (string.IsNullOrWhiteSpace(search))
        {
            return TypedResults.Ok(await orders.ListAsync(filter!, after, limit ?? Paging.Usual, cancellationToken));
        }

        return OrderSearch.Parse(search) is { } sought
            ? TypedResults.Ok(await orders.SearchAsync(sought, filter!, cancellationToken))
            : AdminProblems.BadRequest(
                "search is an order's or charge's id, the platform's id or number, or a reference; 200 characters at most."
            );
    }

    private static async Task<Results<Ok<OrderDetail>, ProblemHttpResult>> ShowAsync(
        string store,
        long id,
        OrderDetails orders,
        CancellationToken cancellationToken
    ) => await orders.FindAsync(store, id, cancellationToken) is { } detail ? TypedResults.Ok(detail) : Unknown();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> PayloadAsync(
        string store,
        long id,
        Payloads payloads,
        CancellationToken cancellationToken
    ) =>
        await payloads.OfOrderAsync(store, id, cancellationToken) is { } payload ? TypedResults.Ok(payload) : Unknown();

    private static async Task<Results<Ok<PayloadView>, ProblemHttpResult>> RevealAsync(
        string store,
        long id,
        NoteRequest? request,
        HttpContext context,
        Payloads payloads,
        CancellationToken cancellationToken
    ) =>
        Notes.Check(request?.Note, required: false) is { } problem ? problem
        : await payloads.RevealOrderAsync(store, id, Actor(context), request?.Note, cancellationToken) is { } payload
            ? TypedResults.Ok(payload)
        : Unknown();

    private static async Task<Results<Ok<OrderActResult>, ProblemHttpResult>> RetryAsync(
        string store,
        long id,
        NoteRequest? request,
        HttpContext context,
        OrderActs acts,
        CancellationToken cancellationToken
    ) =>
        Notes.Check(request?.Note, required: false) is { } problem
            ? problem
            : Answer(
                WorkKey.Order(store, id),
                "retry",
                await acts.RetryAsync(WorkKey.Order(store, id), Actor(context), request?.Note, cancellationToken)
            );

    private static async Task<Results<Ok<OrderActResult>, ProblemHttpResult>> RedoAsync(
        string store,
        long id,
        RedoRequest request,
        HttpContext context,
        OrderActs acts,
        CancellationToken cancellationToken
    )
    {
        if (Words.Step(request.Step) is not { } step)
        {
            return AdminProblems.BadRequest("step is push, update_platform, write_order_ids or write_charge_id.");
        }

        return Notes.Check(request.Note, required: false) is { } problem
            ? problem
            : Answer(
                WorkKey.Order(store, id),
                "redo",
                await acts.RedoAsync(WorkKey.Order(store, id), step, Actor(context), request.Note, cancellationToken)
            );
    }

    private static async Task<Results<Ok<OrderActResult>, ProblemHttpResult>> IgnoreAsync(
        string store,
        long id,
        NoteRequest request,
        HttpContext context,
        OrderActs acts,
        CancellationToken cancellationToken
    ) =>
        Notes.Check(request.Note, required: true) is { } problem
            ? problem
            : Answer(
                WorkKey.Order(store, id),
                "ignore",
                await acts.IgnoreAsync(WorkKey.Order(store, id), Actor(context), request.Note!, cancellationToken)
            );

    private static Results<Ok<OrderActResult>, ProblemHttpResult> Answer(WorkKey key, string act, ActOutcome outcome) =>
        outcome switch
        {
            ActOutcome.Done done => TypedResults.Ok(new OrderActResult(key.Store, key.OrderId, act, done.Message)),
            ActOutcome.Refused refused => AdminProblems.Conflict(refused.Why),
            _ => Unknown(),
        };

    private static string Actor(HttpContext context) => AdminCaller.Of(context.User)!.Name;

    private static ProblemHttpResult Unknown() =>
        AdminProblems.NotFound(
            "No such order is known, or it has no payload: check the store's name and the id, or search for it."
        );
}
