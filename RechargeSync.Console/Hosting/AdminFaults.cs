using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Npgsql;
using RechargeSync.Core.Admin.Access;
using StackExchange.Redis;

namespace RechargeSync.Core.Admin;

/// <summary>What goes wrong beneath the API, as answers that say what to do.</summary>
internal sealed class AdminFaults : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (!AdminPaths.IsApi(httpContext.Request.Path))
        {
            return false;
        }

        var (status, title, detail) = exception switch
        {
            BadHttpRequestException bad => (
                bad.StatusCode,
                "The request cannot be understood",
                "Check the types of the query's and the body's values, and send a body as application/json."
            ),
            NpgsqlException or TimeoutException => (
                StatusCodes.Status503ServiceUnavailable,
                "Postgres does not answer",
                "Webhooks are refused meanwhile, and Recharge repeats them. Check the database."
            ),
            RedisException => (
                StatusCodes.Status503ServiceUnavailable,
                "Redis does not answer",
                "Webhooks are still stored. Check Redis; GET /admin/v1/doctor tells more."
            ),
            _ => (0, "", ""),
        };
        if (status == 0)
        {
            return false;
        }

        httpContext.Response.StatusCode = status;
        await AdminProblems.WriteAsync(httpContext, status, title, detail);
        return true;
    }
}
