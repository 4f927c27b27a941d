namespace RechargeSync.Console.Access;

/// <summary>Signs in and out on the page: a key for a session's token, which the browser keeps as a cookie.</summary>
internal sealed class AdminSession(
    ApiKeys keys,
    Sessions sessions,
    WrongKeys wrong,
    CallerAddress addresses,
    IHostEnvironment environment,
    ILogger<AdminSession> log
)
{
    // The prefix makes browsers insist on Secure and on this host alone.
    private readonly string _cookie = environment.IsDevelopment() ? "rechargesync" : "__Host-rechargesync";

    /// <summary>Gives a cookie for a key. False where the key is wrong.</summary>
    public async Task<bool> SignInAsync(HttpContext context, string key)
    {
        var address = addresses.Of(context);
        if (keys.Find(key) is not { } found)
        {
            wrong.Add(address);
            return false;
        }

        await EndAsync(context);
        var token = await sessions.BeginAsync(found, context.RequestAborted);
        context.Response.Cookies.Append(_cookie, token, Options(context));
        log.SignedIn(found.Name, found.Role, address);
        return true;
    }

    /// <summary>Ends the session, and takes the cookie back.</summary>
    /// <param name="context">The request that was let in by it.</param>
    /// <param name="everywhere">Whether every session of the same name ends with it.</param>
    public async Task SignOutAsync(HttpContext context, bool everywhere = false)
    {
        var name = AdminCaller.NameOf(context);
        await EndAsync(context);
        if (everywhere)
        {
            await sessions.EndAllAsync(name, context.RequestAborted);
        }

        context.Response.Cookies.Delete(_cookie, Options(context));
        log.SignedOut(name, addresses.Of(context));
    }

    /// <summary>Who signed in; null where the request carries no session, or one that is over.</summary>
    public async Task<AdminCaller?> ReadAsync(HttpContext context, bool isUse, CancellationToken cancellationToken) =>
        context.Request.Cookies[_cookie] is { } token
        && await sessions.FindAsync(token, isUse, cancellationToken) is { } key
            ? new AdminCaller(key.Name, key.Role, AdminCaller.ByCookie)
            : null;

    /// <summary>
    /// Whether the caller of a request that goes on and on may still look. What is no session was asked for with the
    /// request, and changes with a restart alone.
    /// </summary>
    public async Task<bool> HoldsAsync(HttpContext context, CancellationToken cancellationToken) =>
        AdminCaller.Of(context.User) is not { By: AdminCaller.ByCookie } caller
        || await ReadAsync(context, isUse: false, cancellationToken) == caller;

    // Whoever signs in anew leaves no older session behind.
    private Task EndAsync(HttpContext context) =>
        context.Request.Cookies[_cookie] is { } token
            ? sessions.EndAsync(token, context.RequestAborted)
            : Task.CompletedTask;

    private static CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            IsEssential = true,
        };
}
