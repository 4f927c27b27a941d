using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs AppHost's entry point on a thread of its own and holds it where it builds the application.</summary>
internal sealed class EntryPointRun(
    Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : EntryPointHook, IBuildGate
{
    private readonly TaskCompletionSource<IDistributedApplicationBuilder> _described = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Assembly? AppHost => appHost;

    public async Task<IDistributedApplicationTestingBuilder> StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Run) { IsBackground = true, Name = "AppHost entry point" }.Start();
        return new TestingBuilder(await _described.Task.WaitAsync(cancellationToken), this);
    }

    public override void OnCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        TestConfiguration.Apply(options, settings, args, appHost);
        configure(options, settings);
    }

    public override void OnBuilding(IDistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    public override void OnBuilt(DistributedApplication application) => _built.TrySetResult(application);

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return await _built.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // An entry point that was never allowed to build ends with this exception; nobody awaits it.
        _mayBuild.TrySetCanceled();
        if (_built.Task.IsCompletedSuccessfully)
        {
            await (await _built.Task).DisposeAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The exception is handed to whoever awaits the application.")]
    private void Run()
    {
        Current = this;
        try
        {
            var main = appHost.EntryPoint ?? throw new InvalidOperationException($"{appHost.GetName().Name} has no entry point.");
            var result = main.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, main.GetParameters().Length == 0 ? null : [args], culture: null);
            (result as Task)?.GetAwaiter().GetResult();
            Fail(new InvalidOperationException($"The entry point of {appHost.GetName().Name} ended without building an application."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        _described.TrySetException(exception);
        _built.TrySetException(exception);

        // Whether or not somebody awaits them, the exceptions count as seen.
        _ = _described.Task.Exception;
        _ = _built.Task.Exception;
    }
}
