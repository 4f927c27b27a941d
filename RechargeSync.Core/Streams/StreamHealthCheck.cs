using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>
/// Redis, which every service can do without: the ingress goes on storing, and workers find what is stored. So Redis
/// away is degraded, never a reason to take a service out of rotation.
/// </summary>
internal sealed class StreamHealthCheck(IConnectionMultiplexer redis, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await redis.GetDatabase().PingAsync().WaitAsync(s_patience, clock, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return HealthCheckResult.Degraded(
                "Redis cannot be reached; work goes on with what is stored, and more slowly."
            );
        }
    }
}
