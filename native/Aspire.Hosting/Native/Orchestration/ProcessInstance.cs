using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Native;

/// <summary>One process of a resource: it waits, starts, is watched, and can be stopped and started again.</summary>
internal sealed class ProcessInstance(
    IResource resource, string id, ProcessRecipe recipe, IReadOnlyDictionary<EndpointAnnotation, int> ports,
    IReadOnlyList<RoundRobinProxy> proxies, InstanceServices services) : IDisposable
{
    private static readonly TimeSpan s_eagerCheck = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_calmCheck = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private OutputTail _tail = new(capacity: 12);

    public IResource Resource => resource;

    public string Id => id;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_run.IsCompleted)
            {
                _stop.Dispose();
                _stop = new CancellationTokenSource();
                _tail = new OutputTail(capacity: 12);
                Publish(resource.Annotations.OfType<WaitAnnotation>().Any() ? KnownResourceStates.Waiting : KnownResourceStates.Starting);
                _run = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_run.IsCompleted)
            {
                Publish(KnownResourceStates.Stopping);
                await _stop.CancelAsync();
                await _run.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _gate.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps a resource from running becomes its state; the others go on.")]
    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await services.Waiter.WaitAsync(resource, text => Publish(KnownResourceStates.Waiting, text), stop);
            Publish(KnownResourceStates.Starting);
            var context = await LaunchContextFactory.CreateAsync(resource, id, ports, services, stop);
            var spec = await recipe.PrepareAsync(context, stop);
            foreach (var proxy in proxies)
            {
                proxy.Start();
            }

            using var process = await ChildProcess.StartAsync(spec, OnLine, services.Clock);
            var exitCode = await WatchAsync(process, context, stop);
            PublishEnd(exitCode, stop.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Publish(KnownResourceStates.Exited, "stopped before it ran");
        }
        catch (Exception exception)
        {
            Publish(KnownResourceStates.FailedToStart, exception.Message);
        }
    }

    private async Task<int> WatchAsync(ChildProcess process, LaunchContext context, CancellationToken stop)
    {
        var hasChecks = resource.Annotations.OfType<HealthCheckAnnotation>().Any();
        Publish(KnownResourceStates.Running, health: hasChecks ? HealthStatus.Unhealthy : HealthStatus.Healthy, processId: process.Id);
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var checks = hasChecks ? CheckAsync(process, context, watch.Token) : Task.CompletedTask;
        var exitCode = await process.RunToEndAsync(stop);
        await watch.CancelAsync();
        await checks;
        return exitCode;
    }

    private async Task CheckAsync(ChildProcess process, LaunchContext context, CancellationToken cancellationToken)
    {
        var last = HealthStatus.Unhealthy;
        var wasHealthy = false;
        try
        {
            while (true)
            {
                var complaint = await recipe.CheckAsync(context, cancellationToken);
                var health = complaint is null ? HealthStatus.Healthy : HealthStatus.Unhealthy;
                cancellationToken.ThrowIfCancellationRequested();
                if (health != last)
                {
                    last = health;
                    wasHealthy |= health is HealthStatus.Healthy;
                    Publish(KnownResourceStates.Running, complaint, health, processId: process.Id);
                }

                await Task.Delay(wasHealthy ? s_calmCheck : s_eagerCheck, services.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void PublishEnd(int exitCode, bool wasStopped)
    {
        if (wasStopped || exitCode == 0)
        {
            Publish(wasStopped ? KnownResourceStates.Exited : KnownResourceStates.Finished, exitCode: exitCode);
            return;
        }

        var detail = string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}. Its last output:{Environment.NewLine}{_tail}");
        Publish(KnownResourceStates.Exited, detail, exitCode: exitCode);
    }

    private void OnLine(string line)
    {
        var isNotable = recipe.IsNotable(line);
        if (isNotable || resource is not ProjectResource)
        {
            _tail.Add(line);
        }

        services.Output.Line(resource.Name, line, isNotable);
    }

    private void Publish(string state, string? detail = null, HealthStatus? health = null, int? exitCode = null, int? processId = null)
    {
        var snapshot = new CustomResourceSnapshot
        {
            ResourceType = recipe.ResourceType,
            Properties = processId is null ? [] : [new("executable.pid", processId)],
            State = state,
            HealthStatus = health,
            ExitCode = exitCode,
            Detail = detail,
            Urls = [.. resource.Annotations.OfType<EndpointAnnotation>().Select(e => new UrlSnapshot(e.Name, UrlOf(e), IsInternal: false))],
        };
        Publish(resource, id, snapshot);
        if (resource is PostgresServerResource server)
        {
            foreach (var database in server.Databases)
            {
                Publish(database, database.Name, snapshot with { ResourceType = "Database", Properties = [], Urls = [], Detail = null });
            }
        }
    }

    private void Publish(IResource subject, string subjectId, CustomResourceSnapshot snapshot)
    {
        services.Notifications.Publish(subject, subjectId, snapshot);
        services.Output.State(new ResourceEvent(subject, subjectId, snapshot));
    }

    private static string UrlOf(EndpointAnnotation endpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"{endpoint.UriScheme}://localhost:{endpoint.AllocatedPort}");
}
