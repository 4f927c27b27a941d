using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Pauses;

/// <summary><c>/admin/v1/pauses</c>.</summary>
internal static class PauseEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var pauses = api.MapGroup("/pauses").WithTags("Pauses");
        pauses
            .MapGet("/", (PauseList list, CancellationToken cancellationToken) => list.ListAsync(cancellationToken))
            .WithSummary("Lists the sides that refuse everything, whose orders wait.");
        pauses
            .MapPost("/{store}/{side}/resume", ResumeAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Resumes a side at once.");
    }

    private static async Task<Results<Ok<ResumeResult>, ProblemHttpResult>> ResumeAsync(
        string store,
        string side,
        NoteRequest? request,
        HttpContext context,
        PauseOperations pauses,
        CancellationToken cancellationToken
    ) =>
        (
            await pauses.ResumeAsync(store, side, request?.Note, AdminCaller.NameOf(context), cancellationToken)
        ).ToResult();
}
