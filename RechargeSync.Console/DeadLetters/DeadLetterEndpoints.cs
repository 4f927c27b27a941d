using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Admin.Access;

namespace RechargeSync.Core.DeadLetters;

/// <summary>The part of the admin API that the Worker offers as well: <c>/admin/v1/dead-letters</c>.</summary>
internal static class DeadLetterEndpoints
{
    private const int MaxPage = 500;

    /// <summary>
    /// Registers the API's parts; who may call is <see cref="AccessServices.AddAdminAccess"/>'s business.
    /// </summary>
    public static IHostApplicationBuilder AddDeadLetters(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<DeadLetterStore>();
        builder.Services.Configure<JsonOptions>(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, DeadLetterJson.Default)
        );
        return builder;
    }

    /// <summary>Maps list, show, count, replay and ignore.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder endpoints)
    {
        var letters = endpoints
            .MapGroup(AdminPaths.Api + "/dead-letters")
            .RequireAuthorization(AccessServices.Viewers)
            .WithTags("Dead letters");
        letters.MapGet("/", ListAsync).WithSummary("Lists dead letters in the order of store and id.");
        letters
            .MapGet("/{store}/{kind}/{id}", ShowAsync)
            .WithSummary("One dead letter with its failed attempts and what operators did.");
        letters.MapPost("/count", CountAsync).WithSummary("How many dead letters a selection holds.");
        letters
            .MapPost("/replay", ReplayAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Gives dead letters back to the state machine.");
        letters
            .MapPost("/ignore", IgnoreAsync)
            .RequireAuthorization(AccessServices.Operators)
            .WithSummary("Puts dead letters away for good.");
    }

    private static async Task<Results<Ok<DeadLetterPage>, ProblemHttpResult>> ListAsync(
        string? store,
        string? kind,
        string? reason,
        string? cursor,
        int? limit,
        DeadLetterStore letters,
        CancellationToken cancellationToken
    ) =>
        limit is < 1 or > MaxPage
            ? Problem($"limit is from 1 to {MaxPage}.")
            : TypedResults.Ok(await letters.ListAsync(store, kind, reason, cursor, limit ?? 50, cancellationToken));

    private static async Task<Results<Ok<DeadLetterDetail>, NotFound>> ShowAsync(
        string store,
        string kind,
        string id,
        DeadLetterStore letters,
        CancellationToken cancellationToken
    ) =>
        await letters.FindAsync(store, $"{kind}/{id}", cancellationToken) is { } detail
            ? TypedResults.Ok(detail)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<ActResult>, ProblemHttpResult>> CountAsync(
        DeadLetterSelection selection,
        DeadLetterStore letters,
        CancellationToken cancellationToken
    ) =>
        Check(selection)
        ?? (Results<Ok<ActResult>, ProblemHttpResult>)
            TypedResults.Ok(new ActResult(await letters.CountAsync(selection, cancellationToken)));

    private static async Task<Results<Ok<ActResult>, ProblemHttpResult>> ReplayAsync(
        DeadLetterSelection selection,
        HttpContext context,
        DeadLetterStore letters,
        CancellationToken cancellationToken
    ) =>
        Check(selection)
        ?? (Results<Ok<ActResult>, ProblemHttpResult>)
            TypedResults.Ok(new ActResult(await letters.ReplayAsync(selection, Actor(context), cancellationToken)));

    private static async Task<Results<Ok<ActResult>, ProblemHttpResult>> IgnoreAsync(
        DeadLetterSelection selection,
        HttpContext context,
        DeadLetterStore letters,
        CancellationToken cancellationToken
    ) =>
        string.IsNullOrWhiteSpace(selection.Note)
            ? Problem("note is required: say why nothing is to be done.")
            : Check(selection)
                ?? (Results<Ok<ActResult>, ProblemHttpResult>)
                    TypedResults.Ok(
                        new ActResult(await letters.IgnoreAsync(selection, Actor(context), cancellationToken))
                    );

    private static ProblemHttpResult? Check(DeadLetterSelection selection) =>
        selection.Store.Length == 0 ? Problem("store is required.")
        : selection.Kind is not (null or "order" or "checkout" or "delivery")
            ? Problem("kind is order, checkout or delivery.")
        : selection.Ids.Count == 0 && selection.Reason is null && selection.Kind is null
            ? Problem("Give ids, or a reason or a kind for all of the store with it.")
        : null;

    private static string Actor(HttpContext context) => AdminCaller.Of(context.User)!.Name;

    private static ProblemHttpResult Problem(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "The request is not complete");
}
