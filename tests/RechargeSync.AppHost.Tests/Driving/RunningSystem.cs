using RechargeSync.Testing.Processes;
using RechargeSync.Testing.Telemetry;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>
/// The whole system as AppHost runs it: real processes, real Redis and Postgres, telemetry sent to the test.
/// </summary>
public class RunningSystem : IAsyncLifetime
{
    private static readonly string[] s_services = ["mock", "webhooks", "worker", "console"];

    private DistributedApplication? _app;
    private OtlpReceiver? _telemetry;

    internal SyncDriver Driver { get; private set; } = null!;

    internal OtlpReceiver Telemetry => _telemetry!;

    public DistributedApplication App => _app!;

    public virtual async ValueTask InitializeAsync()
    {
        await MachineTurn.TakeAsync();
        using var deadline = new CancellationTokenSource(StartTime, TimeProvider.System);
        var options = new DistributedApplicationTestingBuilderOptions { EnableDashboard = HasDashboard };
        var appHost = await DistributedApplicationTestingBuilder.CreateAsync<Projects.RechargeSync_AppHost>(
            options,
            [.. Arguments],
            deadline.Token
        );
        if (!HasDashboard && ReceivesTelemetry)
        {
            _telemetry = await OtlpReceiver.StartAsync(deadline.Token);
            ReceiveTelemetry(appHost, _telemetry);
        }
        else if (!HasDashboard)
        {
            RecordNothing(appHost);
        }

        Configure(
            appHost.CreateResourceBuilder<ProjectResource>("mock"),
            appHost.CreateResourceBuilder<ProjectResource>("worker")
        );

        _app = await appHost.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        foreach (var name in s_services)
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token);
        }

        Driver = await SyncDriver.ConnectAsync(_app, Patience, deadline.Token);
    }

    /// <summary>How long the start may take.</summary>
    protected virtual TimeSpan StartTime => TimeSpan.FromMinutes(4);

    /// <summary>How long something that is bound to happen may take.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>Whether Aspire's dashboard runs and takes in the telemetry, in place of the test.</summary>
    protected virtual bool HasDashboard => false;

    /// <summary>Whether the test takes in the telemetry, which is sent more often than it is elsewhere.</summary>
    protected virtual bool ReceivesTelemetry => true;

    /// <summary>Arguments of AppHost.</summary>
    protected virtual IReadOnlyList<string> Arguments => ["Demo:Enabled=false"];

    /// <summary>
    /// The flows are told apart by their orders, not by waiting for Recharge's slow bucket or for long retries; and
    /// nothing happens but what a test delivers, so that calls can be counted and seeded orders stay as they are.
    /// </summary>
    protected virtual void Configure(IResourceBuilder<ProjectResource> mock, IResourceBuilder<ProjectResource> worker)
    {
        mock.WithEnvironment("Mock__RateLimit__BucketSize", "100000")
            .WithEnvironment("Mock__RateLimit__LeakPerSecond", "10000")
            .WithEnvironment("Mock__Webhooks__TimeScale", "1440");
        worker
            .WithEnvironment("RateLimit__BucketSize", "100000")
            .WithEnvironment("RateLimit__LeakPerSecond", "10000")
            .WithEnvironment("Work__RetryDelay", "00:00:00.2")
            .WithEnvironment("Work__DueInterval", "00:00:00.1")
            .WithEnvironment("Reconciliation__Enabled", "false");
    }

    private static void ReceiveTelemetry(IDistributedApplicationTestingBuilder appHost, OtlpReceiver telemetry)
    {
        foreach (var name in s_services)
        {
            var project = appHost
                .CreateResourceBuilder<ProjectResource>(name)
                .WithEnvironment("OTEL_SERVICE_NAME", name);
            foreach (var (key, value) in telemetry.Environment)
            {
                project.WithEnvironment(key, value);
            }
        }
    }

    // Aspire names an endpoint even where there is no dashboard (findings/aspire-otlp-without-dashboard.sh): a service
    // that has just been started pays some milliseconds of processor time for each export that is refused there.
    private static void RecordNothing(IDistributedApplicationTestingBuilder appHost)
    {
        foreach (var name in s_services)
        {
            appHost
                .CreateResourceBuilder<ProjectResource>(name)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        }
    }

    public virtual async ValueTask DisposeAsync()
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
