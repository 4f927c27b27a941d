using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using StackExchange.Redis;

namespace RechargeSync.Console.Hosting;

/// <summary>What goes wrong beneath the API and the pages, as answers that say what to do.</summary>
internal sealed class Faults : IExceptionHandler
{
    /// <summary>What to say of an exception; null where it is an error of our own.</summary>
    public static Refusal? Explain(Exception exception) =>
        exception switch
        {
            RefusedException refused => refused.Refusal,
            BadHttpRequestException bad => Refusal.BadRequest(
                "Check the types of the query's and the body's values, and send a body as application/json."
            ) with
            {
                Status = bad.StatusCode,
            },
            NpgsqlException or TimeoutException => Refusal.Unavailable(
                "Postgres does not answer",
                "Webhooks are refused meanwhile, and Recharge repeats them. Check the database."
            ),
            RedisException => Refusal.Unavailable(
                "Redis does not answer",
                "Webhooks are still stored. Check Redis; GET /admin/v1/doctor tells more."
            ),
            _ => null,
        };

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (!AdminPaths.IsApi(httpContext.Request.Path) || Explain(exception) is not { } refusal)
        {
            return false;
        }

        httpContext.Response.StatusCode = refusal.Status;
        await refusal.WriteAsync(httpContext);
        return true;
    }
}
