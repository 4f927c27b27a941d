using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Audit;

/// <summary><c>/admin/v1/acts</c>.</summary>
internal static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/acts", ListAsync).WithTags("Audit").WithSummary("The audit trail, newest first.");

    private static async Task<Results<Ok<ListPage<AuditEntry>>, ProblemHttpResult>> ListAsync(
        string? store,
        string? cursor,
        int? limit,
        AuditList audit,
        CancellationToken cancellationToken
    ) => (await audit.ListAsync(store, new PageRequest(cursor, limit), cancellationToken)).ToResult();
}
