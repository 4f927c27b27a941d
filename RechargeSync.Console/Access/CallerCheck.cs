using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Access;

/// <summary>
/// Keeps other sites from acting through an operator's browser: what changes something and is let in by what a browser
/// adds by itself must carry a header that no other site can make it send.
/// </summary>
internal sealed class CallerCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        IsForged(context)
            ? new Refusal(
                StatusCodes.Status403Forbidden,
                "The call may come from another site",
                $"Send the header {AdminApi.CallerHeader} with every call that changes something."
            ).WriteAsync(context)
            : next(context);

    private static bool IsForged(HttpContext context)
    {
        var request = context.Request;
        if (
            !AdminPaths.IsApi(request.Path)
            || HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || AdminCaller.Of(context.User) is not { IsAmbient: true } caller
        )
        {
            return false;
        }

        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return true;
        }

        // JSON cannot be sent by a form, nor across sites without our leave; enough for the developer's curl.
        return !request.Headers.ContainsKey(AdminApi.CallerHeader)
            && !(caller.By == "development" && request.HasJsonContentType());
    }
}
