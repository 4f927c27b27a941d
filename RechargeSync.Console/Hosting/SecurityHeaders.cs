namespace RechargeSync.Console.Hosting;

/// <summary>
/// Tells browsers what no page of ours needs: scripts and styles from elsewhere or within the page, frames, and memory
/// of what was shown.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IHostEnvironment environment)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // A year, as browsers' own lists want it. They heed it over HTTPS alone, so that it harms nobody who comes by HTTP.
    private const string AlwaysSecure = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        if (!environment.IsDevelopment())
        {
            context.Response.Headers.StrictTransportSecurity = AlwaysSecure;
        }

        context.Response.OnStarting(SetAsync, context.Response);
        return next(context);
    }

    private static Task SetAsync(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";

        // Our own style sheets and scripts say how long they may be kept.
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
