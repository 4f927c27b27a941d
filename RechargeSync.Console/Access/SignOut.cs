using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Access;

/// <summary>Where the button to sign out leads.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapPost("/sign-out", SignOutAsync)
            .RequireAuthorization(AccessServices.Viewers)
            .ExcludeFromDescription();

    // The form is not read: that there is one makes its token be checked.
    private static async Task<IResult> SignOutAsync(IFormCollection form, HttpContext context, AdminSession sessions)
    {
        _ = form;
        await sessions.SignOutAsync(context);
        context.Response.Headers.Location = AdminPaths.SignIn;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
