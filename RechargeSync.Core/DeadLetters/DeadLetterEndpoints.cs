using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RechargeSync.Core.DeadLetters;

/// <summary>The admin API of the Worker: <c>/admin/v1/dead-letters</c>.</summary>
internal static class DeadLetterEndpoints
{
    private const int MaxPage = 500;

    /// <summary>Registers the API's parts and checks <c>Admin</c>.</summary>
    public static IHostApplicationBuilder AddDeadLetters(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AdminOptions>().BindConfiguration(AdminOptions.Section)
            .Validate(
                admin => admin.KeyHashes.Values.All(hash => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)),
                "Admin:KeyHashes: each value is the lower-case hex SHA-256 of a key, 64 characters.")
            .ValidateOnStart();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<DeadLetterStore>();
        builder.Services.AddSingleton<AdminKeys>();
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DeadLetterJson.Default));
        return builder;
    }

    /// <summary>Maps list, show, replay and ignore.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder endpoints)
    {
        var letters = endpoints.MapGroup("/admin/v1/dead-letters").AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<AdminKeys>().InvokeAsync(context, next));
        letters.MapGet("/", ListAsync);
        letters.MapGet("/{store}/{kind}/{id}", ShowAsync);
        letters.MapPost("/replay", ReplayAsync);
        letters.MapPost("/ignore", IgnoreAsync);
    }

    private static async Task<Results<Ok<DeadLetterPage>, ProblemHttpResult>> ListAsync(
        string? store, string? kind, string? reason, string? cursor, int? limit, DeadLetterStore letters, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage
            ? Problem($"limit is from 1 to {MaxPage}.")
            : TypedResults.Ok(await letters.ListAsync(store, kind, reason, cursor, limit ?? 50, cancellationToken));

    private static async Task<Results<Ok<DeadLetterDetail>, NotFound>> ShowAsync(
        string store, string kind, string id, DeadLetterStore letters, CancellationToken cancellationToken) =>
        await letters.FindAsync(store, $"{kind}/{id}", cancellationToken) is { } detail ? TypedResults.Ok(detail) : TypedResults.NotFound();

    private static async Task<Results<Ok<ActResult>, ProblemHttpResult>> ReplayAsync(
        DeadLetterSelection selection, HttpContext context, DeadLetterStore letters, CancellationToken cancellationToken) =>
        Check(selection) ?? (Results<Ok<ActResult>, ProblemHttpResult>)TypedResults.Ok(
            new ActResult(await letters.ReplayAsync(selection, AdminKeys.Actor(context), cancellationToken)));

    private static async Task<Results<Ok<ActResult>, ProblemHttpResult>> IgnoreAsync(
        DeadLetterSelection selection, HttpContext context, DeadLetterStore letters, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(selection.Note)
            ? Problem("note is required: say why nothing is to be done.")
            : Check(selection) ?? (Results<Ok<ActResult>, ProblemHttpResult>)TypedResults.Ok(
                new ActResult(await letters.IgnoreAsync(selection, AdminKeys.Actor(context), cancellationToken)));

    private static ProblemHttpResult? Check(DeadLetterSelection selection) =>
        selection.Store.Length == 0 ? Problem("store is required.")
        : selection.Ids.Count == 0 && selection.Reason is null ? Problem("Give ids, or a reason for all of the store with it.")
        : null;

    private static ProblemHttpResult Problem(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "The request is not complete");
}
