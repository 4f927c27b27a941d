using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Completes the server's spans with what ASP.NET Core writes itself only from version 11 on: name, route and outcome
/// (opentelemetry.io/docs/specs/semconv/http/http-spans). A startup filter, so that it sees the final status.
/// </summary>
internal sealed class ServerSpans : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(CompleteAsync);
        next(app);
    };

    private static async Task CompleteAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            Complete(context, context.Response.StatusCode, exception: null);
        }
        catch (Exception e)
        {
            // The server turns what reaches it into a 500, but only after us.
            Complete(context, StatusCodes.Status500InternalServerError, e);
            throw;
        }
    }

    private static void Complete(HttpContext context, int status, Exception? exception)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetTag("http.response.status_code", status);
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.SetTag("http.route", route);
            span.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            span.DisplayName = context.Request.Method;
        }

        if (status >= StatusCodes.Status500InternalServerError)
        {
            // The type and not the message: a message may quote a request's data.
            span.SetTag("error.type", exception?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
