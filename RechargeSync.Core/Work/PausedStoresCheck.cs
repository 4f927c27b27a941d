using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RechargeSync.Core.Work;

/// <summary>
/// Shows in the service's health that a side is paused: degraded, and never a reason to take the service out of
/// rotation.
/// </summary>
internal sealed class PausedStoresCheck(StorePauses pauses) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var paused = pauses.Paused;
        return Task.FromResult(
            paused.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    "Paused: "
                        + string.Join(", ", paused.Select(pause => $"{pause.Store} ({pause.Side}, {pause.Reason})"))
                )
        );
    }
}
