using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.DeadLetters;

/// <summary><c>/admin/v1/dead-letters</c>.</summary>
internal static class DeadLetterEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var deadLetters = api.MapGroup("/dead-letters").WithTags("Dead letters");
        deadLetters.MapGet("/", ListAsync).WithSummary("Lists dead letters in the order of store and id.");
        deadLetters.MapGet("/groups", GroupsAsync).WithSummary("Dead letters by store, kind and reason.");
        deadLetters
            .MapGet("/{store}/{kind}/{id}", ShowAsync)
            .WithSummary("One dead letter with its failed attempts and what operators did.");
        deadLetters.MapPost("/count", CountAsync).WithSummary("How many dead letters a selection holds.");
        deadLetters
            .MapPost("/replay", ReplayAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary(
                "Gives dead letters back to the workers: those named at once, all of a filter by a job (202)."
            );
        deadLetters
            .MapPost("/ignore", DiscardAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Discards dead letters for good, in the same two ways; the note is required.");
    }

    private static async Task<Results<Ok<ListPage<DeadLetter>>, ProblemHttpResult>> ListAsync(
        string? store,
        string? kind,
        string? reason,
        string? cursor,
        int? limit,
        DeadLetterOperations deadLetters,
        CancellationToken cancellationToken
    )
    {
        var query = new DeadLetterQuery
        {
            Store = store,
            Kind = kind,
            Reason = reason,
            Cursor = cursor,
            Limit = limit,
        };
        return (await deadLetters.ListAsync(query, cancellationToken)).ToResult();
    }

    private static Task<ListPage<DeadLetterGroup>> GroupsAsync(
        string? store,
        DeadLetterGroups groups,
        CancellationToken cancellationToken
    ) => groups.ListAsync(store, cancellationToken);

    private static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> ShowAsync(
        string store,
        string kind,
        string id,
        DeadLetterOperations deadLetters,
        CancellationToken cancellationToken
    ) => (await deadLetters.FindAsync(store, $"{kind}/{id}", cancellationToken)).ToResult();

    private static async Task<Results<Ok<DeadLetterCount>, ProblemHttpResult>> CountAsync(
        DeadLetterSelection selection,
        DeadLetterOperations deadLetters,
        CancellationToken cancellationToken
    ) => (await deadLetters.CountAsync(selection, cancellationToken)).ToResult();

    private static async Task<Results<Ok<DeadLetterCount>, Accepted<BulkJob>, ProblemHttpResult>> ReplayAsync(
        DeadLetterSelection selection,
        HttpContext context,
        DeadLetterOperations deadLetters,
        CancellationToken cancellationToken
    )
    {
        var actor = AdminCaller.NameOf(context);
        return selection.Ids.Count > 0
            ? (await deadLetters.ReplayAsync(selection, actor, cancellationToken)).ToResult<DeadLetterCount, BulkJob>()
            : (await deadLetters.ReplayAllAsync(selection, actor, cancellationToken)).ToAccepted<DeadLetterCount>();
    }

    private static async Task<Results<Ok<DeadLetterCount>, Accepted<BulkJob>, ProblemHttpResult>> DiscardAsync(
        DeadLetterSelection selection,
        HttpContext context,
        DeadLetterOperations deadLetters,
        CancellationToken cancellationToken
    )
    {
        var actor = AdminCaller.NameOf(context);
        return selection.Ids.Count > 0
            ? (await deadLetters.DiscardAsync(selection, actor, cancellationToken)).ToResult<DeadLetterCount, BulkJob>()
            : (await deadLetters.DiscardAllAsync(selection, actor, cancellationToken)).ToAccepted<DeadLetterCount>();
    }
}
