using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.AppHost.Startup;
using RechargeSync.AppHost.Tests.Model;
using RechargeSync.Testing.Processes;

namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>What a failed resource does to AppHost: Aspire itself says nothing, and waits for ever.</summary>
[Collection(OneAppHost.Name)]
public sealed class FailedResourceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Failed_migration_ends_AppHost()
    {
        await MachineTurn.TakeAsync();
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        await using var appHost = await AppHostModel.OfRunAsync("Demo:Enabled=false");
        appHost
            .CreateResourceBuilder<ProjectResource>("migrations")
            .WithEnvironment("ConnectionStrings__syncdb", "Host=127.0.0.1;Port=1");
        await using var app = await appHost.BuildAsync(deadline.Token);
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

        var start = app.StartAsync(deadline.Token);
        await UntilSignalledAsync(stopping, deadline.Token);

        Assert.Equal("migrations", app.Services.GetRequiredService<FailedResources>().FailedEssential);

        // Broken off or done: either way nobody waits any more.
        await Record.ExceptionAsync(() => start.WaitAsync(deadline.Token));
        Assert.False(deadline.IsCancellationRequested);
    }

    private static async Task UntilSignalledAsync(CancellationToken signal, CancellationToken deadline)
    {
        var seen = new TaskCompletionSource();
        await using var registration = signal.Register(seen.SetResult);
        await seen.Task.WaitAsync(deadline);
    }
}
