using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Native;

/// <summary>Runs all resources of the model as processes of this machine.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model, ResourceNotificationService notifications, IResourceOutput output,
    DistributedApplicationExecutionContext executionContext, IConfiguration configuration, TimeProvider clock) : IHostedService, IAsyncDisposable
{
    private readonly List<ProcessInstance> _instances = [];
    private readonly List<RoundRobinProxy> _proxies = [];
    private readonly PortAllocator _ports = new();
    private RunDirectory? _directory;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new DistributedApplicationException("The native stack does not run on Windows; use containers: -p:HostingStack=aspire.");
        }

        output.Begin(model.Resources);
        _directory = RunDirectory.Create();
        var services = new InstanceServices(notifications, new DependencyWaiter(notifications), output, executionContext, _directory, clock);
        AllocatePorts(configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false));
        output.Offer(await Task.WhenAll(model.Resources.SelectMany(r => r.Annotations.OfType<ResourceCommandAnnotation>()).Select(HttpCommands.DescribeAsync)));
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
        {
            Publish(parameter);
        }

        foreach (var resource in model.Resources)
        {
            if (resource.Annotations.OfType<ProcessRecipe>().FirstOrDefault() is { } recipe)
            {
                AddInstances(resource, recipe, services);
            }
        }

        foreach (var instance in _instances)
        {
            await instance.StartAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        output.End();

        // Services first, so that none of them complains about its database having gone.
        await Task.WhenAll(_instances.Where(i => i.Resource is ProjectResource).Select(i => i.StopAsync(CancellationToken.None)));
        await Task.WhenAll(_instances.Select(i => i.StopAsync(CancellationToken.None)));
        notifications.Complete();
    }

    /// <summary>Finds instances by their id or by the name of their resource.</summary>
    public IReadOnlyList<ProcessInstance> Find(string resourceId) =>
        [.. _instances.Where(i => string.Equals(i.Id, resourceId, StringComparison.OrdinalIgnoreCase)
            || string.Equals(i.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase))];

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        foreach (var instance in _instances)
        {
            instance.Dispose();
        }

        _proxies.Clear();
        _instances.Clear();
        _ports.Dispose();
        _directory?.Dispose();
    }

    private void AllocatePorts(bool randomize)
    {
        foreach (var endpoint in model.Resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedPort = randomize ? _ports.Next() : endpoint.Port ?? endpoint.TargetPort ?? _ports.Next();
        }
    }

    private void AddInstances(IResource resource, ProcessRecipe recipe, InstanceServices services)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var replicas = resource.GetReplicaCount();
        var ports = Enumerable.Range(0, replicas)
            .Select(_ => endpoints.ToDictionary(e => e, e => replicas == 1 ? e.AllocatedPort!.Value : _ports.Next()))
            .ToList();
        RoundRobinProxy[] proxies = replicas == 1
            ? []
            : [.. endpoints.Select(e => new RoundRobinProxy(e.AllocatedPort!.Value, [.. ports.Select(p => p[e])]))];
        _proxies.AddRange(proxies);
        _instances.AddRange(ports.Select(p => new ProcessInstance(resource, NewId(resource.Name), recipe, p, proxies, services)));
    }

    private void Publish(ParameterResource parameter)
    {
        var hasValue = parameter.Value is not null;
        var snapshot = new CustomResourceSnapshot
        {
            ResourceType = "Parameter",
            Properties = [],
            State = hasValue ? KnownResourceStates.Running : KnownResourceStates.ValueMissing,
            Detail = hasValue ? null : parameter.MissingMessage,
        };
        notifications.Publish(parameter, parameter.Name, snapshot);
        output.State(new ResourceEvent(parameter, parameter.Name, snapshot));
    }

    private static string NewId(string name) => $"{name}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8)}";
}
