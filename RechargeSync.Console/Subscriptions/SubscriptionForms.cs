using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Layout;
using RechargeSync.Console.Reconciliation;

namespace RechargeSync.Console.Subscriptions;

/// <summary>Where the forms of the subscriptions lead.</summary>
internal static class SubscriptionForms
{
    public static void Map(IEndpointRouteBuilder forms) => forms.MapPost("/subscriptions/repair", RepairAsync);

    private static Task<IResult> RepairAsync(
        [FromForm] string? store,
        JobOperations jobs,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            "/subscriptions",
            actor => jobs.RepairAsync(store ?? "", note: null, actor, context.RequestAborted),
            asked => asked.Message
        );
}
