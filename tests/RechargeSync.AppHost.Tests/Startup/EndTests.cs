using RechargeSync.Testing;
using RechargeSync.Testing.Processes;

namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>However AppHost ends, nothing that it started goes on.</summary>
[Collection(OneAppHost.Name)]
public sealed class EndTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData(Posix.SigInt)]
    [InlineData(Posix.SigTerm)]
    public async Task Stopped_AppHost_leaves_no_process_and_no_folder(int signal)
    {
        await MachineTurn.TakeAsync();
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        await using var apphost = await AppHostProcess.StartAsync(deadline.Token);
        var folder = apphost.StoreFolder;
        var descendants = apphost.Descendants();
        Assert.NotEmpty(descendants);

        var exitCode = await apphost.StopAsync(signal);

        Assert.Equal(0, exitCode);
        Assert.False(Directory.Exists(folder));
        await AppHostProcess.UntilGoneAsync(descendants, deadline.Token);
    }

    [Fact]
    public async Task Killed_AppHost_leaves_no_process()
    {
        await MachineTurn.TakeAsync();
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        await using var apphost = await AppHostProcess.StartAsync(deadline.Token);
        var descendants = apphost.Descendants();
        Assert.NotEmpty(descendants);

        await apphost.KillAsync();

        await AppHostProcess.UntilGoneAsync(descendants, deadline.Token);
    }
}
