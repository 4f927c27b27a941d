using Microsoft.AspNetCore.Mvc;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Components.Subscriptions;

/// <summary>Where the forms of the subscriptions lead.</summary>
internal static class SubscriptionActs
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/subscriptions/repair", RepairAsync);

    private static Task<IResult> RepairAsync([FromForm] string? store, PageActs acts, HttpContext context) =>
        acts.DoAsync(
            context,
            "/subscriptions",
            async (api, token) => (await api.RepairSubscriptionsAsync(store ?? "", new NoteRequest(), token)).Message
        );
}
