using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace RechargeSync.ServiceDefaults.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_failed_dependency_makes_the_service_unready_but_not_dead()
    {
        await using var host = await TestHost.StartAsync(builder =>
            builder
                .Services.AddHealthChecks()
                .AddCheck(
                    "db",
                    () => HealthCheckResult.Unhealthy("password=s3cret", new InvalidOperationException("s3cret"))
                )
        );

        using var health = await host.Client.GetAsync(new Uri("/health", UriKind.Relative));
        using var alive = await host.Client.GetAsync(new Uri("/alive", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("application/json", health.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"status":"Unhealthy","checks":{"self":"Healthy","db":"Unhealthy"}}""",
            await health.Content.ReadAsStringAsync()
        );
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("""{"status":"Healthy","checks":{"self":"Healthy"}}""", await alive.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_check_that_hangs_fails_in_time()
    {
        await using var host = await TestHost.StartAsync(builder =>
            builder
                .Services.AddHealthChecks()
                .AddAsyncCheck("default", HangAsync)
                .Add(new HealthCheckRegistration("own", _ => new Hanging(), null, null, TimeSpan.FromMilliseconds(100)))
        );

        var registered = host
            .App.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>()
            .Value.Registrations;
        var report = await host
            .App.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(r => r.Name is "own");

        Assert.Equal(TimeSpan.FromSeconds(5), registered.Single(r => r.Name is "default").Timeout);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    private static async Task<HealthCheckResult> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return HealthCheckResult.Healthy();
    }

    private sealed class Hanging : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) => HangAsync(cancellationToken);
    }
}
