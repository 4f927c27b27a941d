using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Access;

/// <summary>
/// How much each caller may ask, of pages and API together: who looks must not take the database away from those who
/// work.
/// </summary>
internal static class CallLimit
{
    // A page with its lists, or a script that begins, asks much at once.
    private const int SecondsAtOnce = 10;

    public static void AddCallLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Limit);
            limiter.OnRejected = RefuseAsync;
        });
    }

    // Without a caller there are health, assets and the sign-in, which ask the database for nothing that grows.
    private static RateLimitPartition<string> Limit(HttpContext context) =>
        AdminCaller.Of(context.User) is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(
                caller.RecordedName,
                _ => Bucket(context.RequestServices.GetRequiredService<IOptions<AdminOptions>>().Value.CallsPerSecond)
            )
            : RateLimitPartition.GetNoLimiter("");

    private static TokenBucketRateLimiterOptions Bucket(int perSecond) =>
        new()
        {
            TokenLimit = perSecond * SecondsAtOnce,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        context.Response.Headers.RetryAfter = (
            rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : 1
        ).ToString(CultureInfo.InvariantCulture);
        await new Refusal(
            StatusCodes.Status429TooManyRequests,
            "Too many calls",
            "Wait as long as Retry-After says, and ask less often; Admin:CallsPerSecond says how often."
        ).WriteAsync(context);
    }
}
