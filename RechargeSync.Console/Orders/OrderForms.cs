using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Components.Parts;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Components.Order;

/// <summary>Where the forms of an order's page lead.</summary>
internal static class OrderActs
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var order = endpoints.MapGroup("/orders/{store}/{orderId:long}");
        order.MapPost("/retry", RetryAsync);
        order.MapPost("/redo", RedoAsync);
        order.MapPost("/ignore", IgnoreAsync);
    }

    private static Task<IResult> RetryAsync(
        string store,
        long orderId,
        [FromForm] string? note,
        PageActs acts,
        HttpContext context
    ) =>
        acts.DoAsync(
            context,
            Address.Order(store, orderId),
            async (api, token) => (await api.RetryAsync(store, orderId, new NoteRequest { Note = note }, token)).Message
        );

    private static Task<IResult> RedoAsync(
        string store,
        long orderId,
        [FromForm] string? step,
        [FromForm] string? note,
        PageActs acts,
        HttpContext context
    ) =>
        acts.DoAsync(
            context,
            Address.Order(store, orderId),
            async (api, token) =>
                (await api.RedoAsync(store, orderId, new RedoRequest { Step = step ?? "", Note = note }, token)).Message
        );

    private static Task<IResult> IgnoreAsync(
        string store,
        long orderId,
        [FromForm] string? note,
        PageActs acts,
        HttpContext context
    ) =>
        acts.DoAsync(
            context,
            Address.Order(store, orderId),
            async (api, token) =>
                (await api.IgnoreAsync(store, orderId, new NoteRequest { Note = note }, token)).Message
        );
}
