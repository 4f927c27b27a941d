using RechargeSync.Testing;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>The whole system as AppHost runs it: real processes, real Redis and Postgres, telemetry sent to the test.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan s_startTime = TimeSpan.FromMinutes(4);

    private DistributedApplication? _app;
    private OtlpReceiver? _telemetry;

    internal SyncDriver Driver { get; private set; } = null!;

    internal OtlpReceiver Telemetry => _telemetry!;

    public DistributedApplication App => _app!;

    public async Task InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(s_startTime, TimeProvider.System);
        _telemetry = await OtlpReceiver.StartAsync(deadline.Token);
        var appHost = await DistributedApplicationTestingBuilder.CreateAsync<Projects.RechargeSync_AppHost>(["Demo:Enabled=false"], deadline.Token);
        foreach (var name in new[] { "webhooks", "worker", "mock" })
        {
            var project = appHost.CreateResourceBuilder<ProjectResource>(name).WithEnvironment("OTEL_SERVICE_NAME", name);
            foreach (var (key, value) in _telemetry.Environment)
            {
                project.WithEnvironment(key, value);
            }
        }

        // The flows are told apart by their orders, not by waiting for Recharge's slow bucket or for long retries.
        appHost.CreateResourceBuilder<ProjectResource>("mock")
            .WithEnvironment("Mock__RateLimit__BucketSize", "100000")
            .WithEnvironment("Mock__RateLimit__LeakPerSecond", "10000")
            .WithEnvironment("Mock__Webhooks__TimeScale", "1440");
        appHost.CreateResourceBuilder<ProjectResource>("worker")
            .WithEnvironment("Budget__BucketSize", "100000")
            .WithEnvironment("Budget__LeakPerSecond", "10000")
            .WithEnvironment("Sync__RetryDelay", "00:00:00.2")
            .WithEnvironment("Sync__DueInterval", "00:00:00.1");

        _app = await appHost.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        foreach (var name in new[] { "mock", "webhooks", "worker" })
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token);
        }

        Driver = await SyncDriver.ConnectAsync(_app, deadline.Token);
    }

    public async Task DisposeAsync()
    {
        Driver?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_telemetry is not null)
        {
            await _telemetry.DisposeAsync();
        }
    }
}
