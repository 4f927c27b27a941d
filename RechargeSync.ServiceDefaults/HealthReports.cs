using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Runs the health checks once for all who ask at a time, and once a second at most: the endpoint is public, and each
/// run takes a connection to the database.
/// </summary>
internal sealed class HealthReports(
    HealthCheckService checks,
    TimeProvider clock,
    Func<HealthCheckRegistration, bool> predicate
)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<HealthReport>? _report;
    private long _done;

    /// <summary>The report of the run that is under way, or of one that ended no more than a second ago.</summary>
    public Task<HealthReport> GetAsync()
    {
        lock (_lock)
        {
            if (_report is null || (_report.IsCompleted && clock.GetElapsedTime(_done) >= s_fresh))
            {
                _report = RunAsync();
            }

            return _report;
        }
    }

    // Not for one caller, so none of them can end it; each check has a time-out.
    private async Task<HealthReport> RunAsync()
    {
        try
        {
            return await checks.CheckHealthAsync(predicate, CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _done = clock.GetTimestamp();
            }
        }
    }
}
