using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Bulk;

/// <summary><c>/admin/v1/jobs</c>.</summary>
internal static class BulkEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/", ListAsync).WithSummary("Lists acts on many rows, newest first.");
        jobs.MapGet("/{id:long}", ShowAsync).WithSummary("One of them, and how far it has come.");
        jobs.MapPost("/{id:long}/stop", StopAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Stops one; what is done stays.");
    }

    private static async Task<Results<Ok<ListPage<BulkJob>>, ProblemHttpResult>> ListAsync(
        string? store,
        string? cursor,
        int? limit,
        BulkList jobs,
        CancellationToken cancellationToken
    ) => (await jobs.ListAsync(store, new PageRequest(cursor, limit), cancellationToken)).ToResult();

    private static async Task<Results<Ok<BulkJob>, ProblemHttpResult>> ShowAsync(
        long id,
        BulkList jobs,
        CancellationToken cancellationToken
    ) => (await jobs.FindAsync(id, cancellationToken)).ToResult();

    private static async Task<Results<Ok<BulkJob>, ProblemHttpResult>> StopAsync(
        long id,
        NoteRequest? request,
        HttpContext context,
        BulkOperations jobs,
        CancellationToken cancellationToken
    ) => (await jobs.StopAsync(id, request?.Note, AdminCaller.NameOf(context), cancellationToken)).ToResult();
}
