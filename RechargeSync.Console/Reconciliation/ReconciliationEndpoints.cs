using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Acts;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Queries;

namespace RechargeSync.Core.Admin.Endpoints;

/// <summary><c>/admin/v1/reconciliation</c> and <c>/admin/v1/subscriptions</c>.</summary>
internal static class ReconciliationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var reconciliation = api.MapGroup("/reconciliation").WithTags("Reconciliation");
        reconciliation.MapGet("/runs", ListAsync).WithSummary("Lists walks over the stores' orders, newest first.");
        reconciliation.MapGet("/runs/{id:long}/findings", FindingsAsync).WithSummary("Lists what a walk found.");
        reconciliation
            .MapPost("/run", RunAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Asks the Worker for a walk.");
        reconciliation
            .MapPost("/heal", HealAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Walks a walk's stretch again, and replays what is dead of its findings.");

        var subscriptions = api.MapGroup("/subscriptions").WithTags("Subscriptions");
        subscriptions
            .MapGet("/", SubscriptionsAsync)
            .WithSummary("Lists webhook subscriptions as Recharge has them now.");
        subscriptions
            .MapPost("/{store}/repair", RepairAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Asks the Worker to create what is missing.");
    }

    private static async Task<Results<Ok<ListPage<ReconciliationRun>>, ProblemHttpResult>> ListAsync(
        string? store,
        string? cursor,
        int? limit,
        RunList runs,
        CancellationToken cancellationToken
    ) =>
        Paging.Check(limit, cursor, out var after) is { } problem
            ? AdminProblems.BadRequest(problem)
            : TypedResults.Ok(await runs.ListAsync(store, after, limit ?? Paging.Usual, cancellationToken));

    private static async Task<Results<Ok<ListPage<ReconciliationFinding>>, ProblemHttpResult>> FindingsAsync(
        long id,
        string? cursor,
        int? limit,
        RunList runs,
        CancellationToken cancellationToken
    ) =>
        Paging.Check(limit, cursor, out var after) is { } problem ? AdminProblems.BadRequest(problem)
        : await runs.FindAsync(id, cancellationToken) is null
            ? AdminProblems.NotFound("No such walk is on record; reports are kept for Reconciliation:Retention.")
        : TypedResults.Ok(await runs.FindingsAsync(id, after, limit ?? Paging.Usual, cancellationToken));

    private static async Task<Results<Ok<ReconcileResult>, ProblemHttpResult>> RunAsync(
        ReconcileRequest request,
        HttpContext context,
        JobActs jobs,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        request.Store.Length == 0 ? AdminProblems.BadRequest("store is required.")
        : request.Since > clock.GetUtcNow() ? AdminProblems.BadRequest("since lies in the future.")
        : Notes.Check(request.Note, required: false) is { } problem ? problem
        : await jobs.ReconcileAsync(request.Store, request.Since, Actor(context), request.Note, cancellationToken)
            is { } result
            ? TypedResults.Ok(result)
        : NotWalked();

    private static async Task<Results<Ok<ReconcileResult>, ProblemHttpResult>> HealAsync(
        HealRequest request,
        HttpContext context,
        JobActs jobs,
        CancellationToken cancellationToken
    ) =>
        Notes.Check(request.Note, required: false) is { } problem ? problem
        : await jobs.HealAsync(request.RunId, Actor(context), request.Note, cancellationToken) is { } result
            ? TypedResults.Ok(result)
        : NotWalked();

    private static async Task<Results<Ok<ListPage<StoreSubscriptions>>, ProblemHttpResult>> SubscriptionsAsync(
        string? store,
        SubscriptionList subscriptions,
        CancellationToken cancellationToken
    ) =>
        await subscriptions.ReadAsync(store, cancellationToken) is { } listed && (listed.Count > 0 || store is null)
            ? TypedResults.Ok(new ListPage<StoreSubscriptions>(listed, null))
            : AdminProblems.NotFound("No such store is configured.");

    private static async Task<Results<Ok<RepairResult>, ProblemHttpResult>> RepairAsync(
        string store,
        NoteRequest? request,
        HttpContext context,
        JobActs jobs,
        CancellationToken cancellationToken
    ) =>
        Notes.Check(request?.Note, required: false) is { } problem ? problem
        : await jobs.RepairAsync(store, Actor(context), request?.Note, cancellationToken)
            ? TypedResults.Ok(
                new RepairResult(store, "The Worker looks at once, creates what is missing, and walks the gap.")
            )
        : AdminProblems.Conflict(
            "The store's subscriptions are not watched: set Reconciliation:WebhookBaseUrl for the Worker, and start it."
        );

    private static string Actor(HttpContext context) => AdminCaller.Of(context.User)!.Name;

    private static ProblemHttpResult NotWalked() =>
        AdminProblems.NotFound(
            "No such store is walked, or no such walk is on record: check the name, and that a Worker has run with Reconciliation:Enabled."
        );
}
