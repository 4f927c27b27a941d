using Microsoft.Extensions.Hosting;

namespace RechargeSync.AppHost.Startup;

/// <summary>Something that acts before the orchestrator starts or after it has stopped, and at no other time.</summary>
internal abstract class LifecycleService : IHostedLifecycleService
{
    /// <summary>Runs before any service starts, and so before the orchestrator, which is one.</summary>
    public virtual Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs once all services have stopped; not where the start was broken off.</summary>
    public virtual Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
