using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Doctoring;
using RechargeSync.Core.Admin.Live;
using RechargeSync.Core.Admin.Overviews;
using RechargeSync.Core.Admin.Queries;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Admin.Endpoints;

/// <summary>Session, overview, dead letter groups, acts, doctor and the live tail.</summary>
internal static class SystemEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/session", (HttpContext context) => Session(AdminCaller.Of(context.User)!))
            .WithTags("Session")
            .WithSummary("Who calls, and what he may.");
        api.MapPost("/session", SignInAsync)
            .AllowAnonymous()
            .WithTags("Session")
            .WithSummary("Gives a cookie for a key.");
        api.MapDelete("/session", (Delegate)SignOutAsync).WithTags("Session").WithSummary("Takes the cookie back.");
        api.MapGet("/stores", StoresAsync)
            .WithTags("Overview")
            .WithSummary("The stores' names: of those configured, and of those that have orders.");
        api.MapGet(
                "/overview",
                (OverviewQuery overview, CancellationToken cancellationToken) => overview.ReadAsync(cancellationToken)
            )
            .WithTags("Overview")
            .WithSummary("Everything at a glance.");
        api.MapGet("/overview/series", SeriesAsync)
            .WithTags("Overview")
            .WithSummary("The charts of the last hour, day or week.");
        api.MapGet("/dead-letters/groups", GroupsAsync)
            .WithTags("Dead letters")
            .WithSummary("Dead letters by store, kind and reason.");
        api.MapGet("/acts", ActsAsync).WithTags("Acts").WithSummary("The audit trail, newest first.");
        api.MapGet(
                "/doctor",
                (Doctor doctor, CancellationToken cancellationToken) => doctor.ExamineAsync(cancellationToken)
            )
            .WithTags("Doctor")
            .WithSummary("Looks at the surroundings; each line says what to do.");
        api.MapGet("/live", (HttpContext context, LiveEndpoint live) => live.ListenAsync(context))
            .WithTags("Live")
            .WithSummary("Events as they happen, as server-sent events.")
            .Produces<LiveEvent>(StatusCodes.Status200OK, "text/event-stream");
    }

    private static SessionInfo Session(AdminCaller caller) => new(caller.Name, caller.Role, caller.By);

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        SignInRequest request,
        HttpContext context,
        AdminSession sessions
    ) =>
        await sessions.SignInAsync(context, request.Key)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                "The key is not one of Admin:Keys, or too many wrong ones were sent: check it, and try again in a minute.",
                statusCode: StatusCodes.Status401Unauthorized,
                title: "Not signed in"
            );

    private static async Task<NoContent> SignOutAsync(HttpContext context)
    {
        await AdminSession.SignOutAsync(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<OverviewSeries>, ProblemHttpResult>> SeriesAsync(
        string? range,
        string? store,
        SeriesCache series,
        CancellationToken cancellationToken
    )
    {
        if (SeriesRange.Find(range) is not { } asked)
        {
            return AdminProblems.BadRequest("range is hour, day or week.");
        }

        var all = await series.GetAsync(asked, cancellationToken);
        return TypedResults.Ok(
            store is null ? all : all with { Stores = [.. all.Stores.Where(one => one.Store == store)] }
        );
    }

    private static async Task<Ok<ListPage<string>>> StoresAsync(
        OrderList orders,
        StoreRegistry stores,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new ListPage<string>(
                [
                    .. stores
                        .All.Select(store => store.Name)
                        .Union(await orders.StoresAsync(cancellationToken), StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                ],
                null
            )
        );

    private static async Task<Ok<ListPage<DeadLetterGroup>>> GroupsAsync(
        string? store,
        DeadLetterGroups groups,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(new ListPage<DeadLetterGroup>(await groups.ReadAsync(store, cancellationToken), null));

    private static async Task<Results<Ok<ListPage<ActEntry>>, ProblemHttpResult>> ActsAsync(
        string? store,
        string? cursor,
        int? limit,
        ActList acts,
        CancellationToken cancellationToken
    ) =>
        Paging.Check(limit, cursor, out var after) is { } problem
            ? AdminProblems.BadRequest(problem)
            : TypedResults.Ok(await acts.ListAsync(store, after, limit ?? Paging.Usual, cancellationToken));
}
