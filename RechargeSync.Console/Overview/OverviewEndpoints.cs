using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Overview;

/// <summary><c>/admin/v1/overview</c> and <c>/admin/v1/stores</c>.</summary>
internal static class OverviewEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var overview = api.MapGroup("").WithTags("Overview");
        overview
            .MapGet(
                "/stores",
                (StoreNames names, CancellationToken cancellationToken) => names.ListAsync(cancellationToken)
            )
            .WithSummary("The stores' names: of those configured, and of those that have orders.");
        overview
            .MapGet(
                "/overview",
                (OverviewQuery query, CancellationToken cancellationToken) => query.ReadAsync(cancellationToken)
            )
            .WithSummary("Everything at a glance.");
        overview.MapGet("/overview/series", SeriesAsync).WithSummary("The charts of the last hour, day or week.");
    }

    private static async Task<Results<Ok<OverviewSeries>, ProblemHttpResult>> SeriesAsync(
        string? range,
        string? store,
        SeriesCache series,
        CancellationToken cancellationToken
    ) => (await series.ReadAsync(range, store, cancellationToken)).ToResult();
}
