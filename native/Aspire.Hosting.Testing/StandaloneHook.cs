using System.Reflection;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>For an application that a test describes by itself, without an AppHost.</summary>
internal sealed class StandaloneHook(string[] args) : EntryPointHook, IBuildGate
{
    private IDistributedApplicationBuilder? _builder;
    private DistributedApplication? _application;

    public override Assembly? AppHost => null;

    public override void OnCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        TestConfiguration.Apply(options, settings, args, appHost: null);

    public override void OnBuilding(IDistributedApplicationBuilder builder)
    {
    }

    public override void OnBuilt(DistributedApplication application) => _application = application;

    public void Use(IDistributedApplicationBuilder builder) => _builder = builder;

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken) => Task.FromResult(_application ?? _builder!.Build());

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;
}
