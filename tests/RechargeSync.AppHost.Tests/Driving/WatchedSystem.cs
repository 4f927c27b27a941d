namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>The system as a person runs it: with Aspire's dashboard, which takes in its telemetry.</summary>
public sealed class WatchedSystem : RunningSystem
{
    private DashboardTelemetry? _traces;

    internal DashboardTelemetry Traces => _traces!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _traces = await DashboardTelemetry.ConnectAsync(App);
    }

    public override async ValueTask DisposeAsync()
    {
        _traces?.Dispose();
        await base.DisposeAsync();
    }

    protected override bool HasDashboard => true;

    protected override void Configure(IResourceBuilder<ProjectResource> mock, IResourceBuilder<ProjectResource> worker)
    {
        // As it is.
    }
}
