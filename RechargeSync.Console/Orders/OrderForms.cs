using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Layout;
using RechargeSync.Console.Parts;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>Where the forms of an order's page lead.</summary>
internal static class OrderForms
{
    public static void Map(IEndpointRouteBuilder forms)
    {
        forms.MapPost("/orders/place/all", PlaceAllAsync);
        var order = forms.MapGroup("/orders/{store}/{orderId:long}");
        order.MapPost("/retry", RetryAsync);
        order.MapPost("/place", PlaceAsync);
        order.MapPost("/redo", RedoAsync);
        order.MapPost("/ignore", IgnoreAsync);
        order.MapPost("/erase", EraseAsync);
        forms.MapPost("/customers/{store}/{customerId:long}/erase-all", EraseCustomerAsync);
    }

    private static Task<IResult> RetryAsync(
        string store,
        long orderId,
        [FromForm] string? note,
        OrderOperations actions,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            Address.Order(store, orderId),
            actor => actions.RetryAsync(WorkKey.Order(store, orderId), note, actor, context.RequestAborted),
            done => done.Message
        );

    private static Task<IResult> PlaceAsync(
        string store,
        long orderId,
        [FromForm] string? note,
        OrderOperations actions,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            Address.Order(store, orderId),
            actor => actions.PlaceAsync(WorkKey.Order(store, orderId), note, actor, context.RequestAborted),
            done => done.Message
        );

    private static Task<IResult> PlaceAllAsync(
        [FromForm] string? store,
        [FromForm] string? reason,
        [FromForm] string? note,
        PlaceOperations places,
        FormPosts posts,
        HttpContext context
    )
    {
        var selection = new PlaceSelection
        {
            Store = store ?? "",
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason,
            Note = note,
        };
        return posts.BeginAsync(
            context,
            new OrdersFilter
            {
                State = "ignored",
                Reason = reason,
                Store = store,
            }.ToString(),
            actor => places.PlaceAllAsync(selection, actor, context.RequestAborted)
        );
    }

    private static Task<IResult> RedoAsync(
        string store,
        long orderId,
        [FromForm] string? step,
        [FromForm] string? note,
        OrderOperations actions,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            Address.Order(store, orderId),
            actor =>
                actions.RedoAsync(
                    WorkKey.Order(store, orderId),
                    new RedoRequest { Step = step ?? "", Note = note },
                    actor,
                    context.RequestAborted
                ),
            done => done.Message
        );

    private static Task<IResult> IgnoreAsync(
        string store,
        long orderId,
        [FromForm] string? note,
        OrderOperations actions,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            Address.Order(store, orderId),
            actor => actions.IgnoreAsync(WorkKey.Order(store, orderId), note, actor, context.RequestAborted),
            done => done.Message
        );

    private static Task<IResult> EraseAsync(
        string store,
        long orderId,
        [FromForm] string? note,
        ErasureOperations erasures,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            Address.Order(store, orderId),
            actor => erasures.EraseAsync(WorkKey.Order(store, orderId), note, actor, context.RequestAborted),
            done => done.Message
        );

    private static Task<IResult> EraseCustomerAsync(
        string store,
        long customerId,
        [FromForm] int? orders,
        [FromForm] string? note,
        ErasureOperations erasures,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            "/orders",
            actor =>
                erasures.EraseCustomerAsync(
                    store,
                    customerId,
                    new EraseRequest { Orders = orders, Note = note },
                    actor,
                    context.RequestAborted
                ),
            done =>
                $"{Display.Plural(done.Orders, "order")} erased"
                + (done.Unfinished > 0 ? $"; {Display.Number(done.Unfinished)} not done yet, left alone." : ".")
        );
}
