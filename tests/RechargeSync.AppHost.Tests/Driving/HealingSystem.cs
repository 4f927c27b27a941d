namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>
/// A system of two workers that reconciles every second, with pages so small that runs have many, and with a bucket
/// that is Recharge's in size and ten times as fast.
/// </summary>
public sealed class HealingSystem : RunningSystem
{
    /// <summary>Calls that the mock lets leak per second and token.</summary>
    internal const int LeakPerSecond = 20;

    private ReconciliationProbe? _probe;

    internal ReconciliationProbe Probe => _probe!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _probe = await ReconciliationProbe.ConnectAsync(App, CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        _probe?.Dispose();
        await base.DisposeAsync();
    }

    protected override IReadOnlyList<string> Arguments => ["Demo:Enabled=false", "Replicas:Worker=2"];

    protected override void Configure(IResourceBuilder<ProjectResource> mock, IResourceBuilder<ProjectResource> worker)
    {
        mock.WithEnvironment(
            "Mock__RateLimit__LeakPerSecond",
            LeakPerSecond.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        worker
            .WithEnvironment(
                "RateLimit__LeakPerSecond",
                LeakPerSecond.ToString(System.Globalization.CultureInfo.InvariantCulture)
            )
            .WithEnvironment("Work__RetryDelay", "00:00:00.2")
            .WithEnvironment("Work__DueInterval", "00:00:00.1")
            .WithEnvironment("Reconciliation__Interval", "00:00:01")
            .WithEnvironment("Reconciliation__MonitorInterval", "00:00:01")
            .WithEnvironment("Reconciliation__Grace", "00:00:01")
            .WithEnvironment("Reconciliation__PageSize", "3");
    }
}
