using RechargeSync.Testing.Processes;

namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>However AppHost ends, nothing that it started goes on.</summary>
[Collection(OneAppHost.Name)]
public sealed class EndTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

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

    [Fact]
    public async Task Refused_start_says_why_and_ends_with_1()
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);

        var (exitCode, output) = await AppHostProcess.RunAsync(stores: "clouds", deadline.Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("AppHost cannot start:", output, StringComparison.Ordinal);
        Assert.Contains("  - Stores=clouds is unknown", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }
}
