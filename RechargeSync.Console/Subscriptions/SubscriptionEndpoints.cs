using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Reconciliation;

namespace RechargeSync.Console.Subscriptions;

/// <summary><c>/admin/v1/subscriptions</c>.</summary>
internal static class SubscriptionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var subscriptions = api.MapGroup("/subscriptions").WithTags("Subscriptions");
        subscriptions.MapGet("/", ListAsync).WithSummary("Lists webhook subscriptions as Recharge has them now.");
        subscriptions
            .MapPost("/{store}/repair", RepairAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Asks the Worker to create what is missing.");
    }

    private static async Task<Results<Ok<ListPage<StoreSubscriptions>>, ProblemHttpResult>> ListAsync(
        string? store,
        SubscriptionList subscriptions,
        CancellationToken cancellationToken
    ) => (await subscriptions.ListAsync(store, cancellationToken)).ToResult();

    private static async Task<Results<Ok<RepairResult>, ProblemHttpResult>> RepairAsync(
        string store,
        NoteRequest? request,
        HttpContext context,
        JobOperations jobs,
        CancellationToken cancellationToken
    ) => (await jobs.RepairAsync(store, request?.Note, AdminCaller.NameOf(context), cancellationToken)).ToResult();
}
