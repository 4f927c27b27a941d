using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Reconciliation;

/// <summary><c>/admin/v1/reconciliation</c>.</summary>
internal static class ReconciliationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var reconciliation = api.MapGroup("/reconciliation").WithTags("Reconciliation");
        reconciliation.MapGet("/runs", ListAsync).WithSummary("Lists runs over the stores' orders, newest first.");
        reconciliation.MapGet("/runs/{id:long}/findings", FindingsAsync).WithSummary("Lists what a run found.");
        reconciliation
            .MapPost("/run", RunAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Asks the Worker for a run.");
        reconciliation
            .MapPost("/heal", HealAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Repeats a run over its stretch, and replays what is dead of its findings.");
        reconciliation
            .MapPost("/restored", RestoredAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Says that the database was restored to a time: looks first for all, walks from then on.");
    }

    private static async Task<Results<Ok<ListPage<ReconciliationRun>>, ProblemHttpResult>> ListAsync(
        string? store,
        string? cursor,
        int? limit,
        RunList runs,
        CancellationToken cancellationToken
    ) => (await runs.ListAsync(store, new PageRequest(cursor, limit), cancellationToken)).ToResult();

    private static async Task<Results<Ok<ListPage<DriftSummary>>, ProblemHttpResult>> FindingsAsync(
        long id,
        string? cursor,
        int? limit,
        RunList runs,
        CancellationToken cancellationToken
    ) => (await runs.FindingsAsync(id, new PageRequest(cursor, limit), cancellationToken)).ToResult();

    private static async Task<Results<Ok<ReconcileResult>, ProblemHttpResult>> RunAsync(
        ReconcileRequest request,
        HttpContext context,
        JobOperations jobs,
        CancellationToken cancellationToken
    ) => (await jobs.ReconcileAsync(request, AdminCaller.NameOf(context), cancellationToken)).ToResult();

    private static async Task<Results<Ok<RestoredResult>, ProblemHttpResult>> RestoredAsync(
        RestoredRequest request,
        HttpContext context,
        RestoreOperations restores,
        CancellationToken cancellationToken
    ) => (await restores.RestoredAsync(request, AdminCaller.NameOf(context), cancellationToken)).ToResult();

    private static async Task<Results<Accepted<ReconcileResult>, ProblemHttpResult>> HealAsync(
        HealRequest request,
        HttpContext context,
        JobOperations jobs,
        CancellationToken cancellationToken
    )
    {
        var answer = await jobs.HealAsync(request, AdminCaller.NameOf(context), cancellationToken);
        return answer.Refusal is { } refusal ? refusal.ToProblem()
            : answer.Value!.Job is { } job ? TypedResults.Accepted(BulkAnswers.AddressOf(job), answer.Value)
            : TypedResults.Accepted((string?)null, answer.Value);
    }
}
