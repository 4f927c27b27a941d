using Microsoft.AspNetCore.Mvc;
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
        var order = forms.MapGroup("/orders/{store}/{orderId:long}");
        order.MapPost("/retry", RetryAsync);
        order.MapPost("/redo", RedoAsync);
        order.MapPost("/ignore", IgnoreAsync);
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
}
