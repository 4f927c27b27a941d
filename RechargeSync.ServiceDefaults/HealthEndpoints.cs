using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>The health endpoints of a service.</summary>
public static class HealthEndpoints
{
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";
    private const string LiveTag = "live";

    // A probe must hear of a lost dependency while it is still listening.
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Maps <c>/health</c> (every check: ready for traffic) and <c>/alive</c> (checks tagged <c>live</c>: no restart
    /// needed). 200 when healthy or degraded, 503 otherwise; the body names each check and its status, nothing else. A
    /// check that sets no time-out of its own has failed after 5 s. What was found is told for a second.
    /// </summary>
    /// <remarks>
    /// In every environment, where the template has them in Development only: AppHost waits for them and the probes of
    /// Container Apps call them. They tell names and states alone, so a public ingress gives nothing away.
    /// </remarks>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        Map(app, HealthPath, static _ => true);
        Map(app, AlivePath, static check => check.Tags.Contains(LiveTag));
        return app;
    }

    internal static bool IsProbe(PathString path) => path == HealthPath || path == AlivePath;

    internal static void AddDefaultHealthChecks(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(r => r.Timeout == Timeout.InfiniteTimeSpan))
            {
                check.Timeout = CheckTimeout;
            }
        });
    }

    private static void Map(WebApplication app, string path, Func<HealthCheckRegistration, bool> predicate)
    {
        var reports = new HealthReports(
            app.Services.GetRequiredService<HealthCheckService>(),
            app.Services.GetService<TimeProvider>() ?? TimeProvider.System,
            predicate
        );
        app.Map(path, (HttpContext context) => AnswerAsync(context, reports)).DisableHttpMetrics().AllowAnonymous();
    }

    private static async Task AnswerAsync(HttpContext context, HealthReports reports)
    {
        var report = await reports.GetAsync().WaitAsync(context.RequestAborted);
        context.Response.StatusCode =
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        var checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString(), StringComparer.Ordinal);
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            new HealthBody(report.Status.ToString(), checks),
            HealthJson.Default.HealthBody,
            context.RequestAborted
        );
    }
}
