using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Testing;

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

    [Fact]
    public async Task Many_who_ask_at_once_share_one_run_of_the_checks()
    {
        var runs = 0;
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(builder =>
            builder
                .Services.AddHealthChecks()
                .AddAsyncCheck(
                    "db",
                    async () =>
                    {
                        Interlocked.Increment(ref runs);
                        await mayEnd.Task;
                        return HealthCheckResult.Healthy();
                    }
                )
        );

        var asked = Enumerable.Range(0, 100).Select(_ => StatusAsync(host)).ToList();
        await Until.TrueAsync(() => Volatile.Read(ref runs) > 0, "the check runs");
        mayEnd.SetResult();
        Assert.All(await Task.WhenAll(asked), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(runs, 1, 5);
    }

    [Fact]
    public async Task What_was_found_is_told_for_a_second()
    {
        var runs = 0;
        var clock = new FakeTimeProvider();
        await using var host = await TestHost.StartAsync(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder
                .Services.AddHealthChecks()
                .AddCheck("db", () => runs++ == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        });

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await StatusAsync(host), await StatusAsync(host)]);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(host));
        Assert.Equal(2, runs);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestHost host)
    {
        using var answer = await host.Client.GetAsync(new Uri("/health", UriKind.Relative));
        return answer.StatusCode;
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
