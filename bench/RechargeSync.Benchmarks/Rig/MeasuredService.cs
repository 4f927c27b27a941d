using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Rig;

/// <summary>A service, and what it uses.</summary>
internal sealed record MeasuredService(Service Service, RuntimeProbe Probe)
{
    public Uri Address => Service.Address;

    public Task StartAsync(CancellationToken cancellationToken) => Service.StartAsync(cancellationToken);

    public Task StopAsync() => Service.IsRunning ? Service.StopAsync() : Task.CompletedTask;

    public Usage Read() => new(ProcessTime.Seconds(Service.ProcessId), Probe.ReadAllocatedBytes());
}
