using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Access;

/// <summary>
/// Finds out who calls: by a key, a sign-in, a trusted proxy, or as the developer at his own machine.
/// </summary>
internal sealed class AdminAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes,
    ILoggerFactory logs,
    UrlEncoder encoder,
    ApiKeys keys,
    AdminSession sessions,
    WrongKeys wrong,
    CallerAddress addresses,
    ProxyIdentity proxy,
    DevelopmentIdentity development
) : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    /// <summary>The scheme of every call.</summary>
    public const string SchemeName = "admin";

    private TimeSpan? _wait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Where anybody may go nobody is looked up: style and script of a page cost no look at the database.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return AuthenticateResult.NoResult();
        }

        // What is sent and wrong is refused, whatever else may be there.
        if (Request.Headers.TryGetValue(AdminApi.KeyHeader, out var key))
        {
            return CheckKey(key.ToString());
        }

        var caller =
            await sessions.ReadAsync(Context, isUse: true, Context.RequestAborted)
            ?? proxy.Read(Context)
            ?? development.Read(Context);
        return caller is null ? AuthenticateResult.NoResult() : Success(caller);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!AdminPaths.IsApi(Request.Path) && HttpMethods.IsGet(Request.Method) && _wait is null)
        {
            // Path and query of our own only: no address of another site can come back out of it.
            Response.Redirect(
                $"{AdminPaths.SignIn}?returnUrl={Uri.EscapeDataString(Request.Path + Request.QueryString)}"
            );
            return;
        }

        if (_wait is { } wait)
        {
            Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await new Refusal(
                StatusCodes.Status429TooManyRequests,
                "Too many wrong keys",
                "Wait as long as Retry-After says, and check the key."
            ).WriteAsync(Context);
            return;
        }

        await new Refusal(
            StatusCodes.Status401Unauthorized,
            "Operators only",
            $"Send a key of Admin:Keys in the header {AdminApi.KeyHeader}, or sign in on the page."
        ).WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // A page tells it as a page: see PageErrors.
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return AdminPaths.IsApi(Request.Path) ? Refusal.Forbidden.WriteAsync(Context) : Task.CompletedTask;
    }

    private AuthenticateResult CheckKey(string key)
    {
        if (keys.Find(key) is { } found)
        {
            return Success(new AdminCaller(found.Name, found.Role, "key"));
        }

        _wait = wrong.Add(addresses.Of(Context));
        return AuthenticateResult.Fail("Unknown key.");
    }

    private static AuthenticateResult Success(AdminCaller caller) =>
        AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName));
}
