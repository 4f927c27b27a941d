using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Access;

/// <summary><c>/admin/v1/session</c>.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");
        session.MapGet("/", Show).WithSummary("Who calls, and what that caller may do.");
        session.MapPost("/", SignInAsync).AllowAnonymous().WithSummary("Gives a cookie for a key.");
        session
            .MapDelete("/", (Delegate)SignOutAsync)
            .WithSummary("Ends the session, with everywhere=true all of the same name.");
    }

    private static SessionInfo Show(HttpContext context)
    {
        var caller = AdminCaller.Of(context.User)!;
        return new SessionInfo(caller.Name, caller.Role, caller.By);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        SignInRequest request,
        HttpContext context,
        AdminSession sessions
    ) =>
        await sessions.SignInAsync(context, request.Key)
            ? TypedResults.NoContent()
            : new Refusal(
                StatusCodes.Status401Unauthorized,
                "Not signed in",
                "The key is not one of Admin:Keys: check it."
            ).ToProblem();

    private static async Task<NoContent> SignOutAsync(bool? everywhere, HttpContext context, AdminSession sessions)
    {
        await sessions.SignOutAsync(context, everywhere ?? false);
        return TypedResults.NoContent();
    }
}
