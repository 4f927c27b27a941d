using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>The built command line asks for a walk and waits until a worker has made it.</summary>
[Collection(OneHealingSystem.Name)]
public sealed class CommandLineReconcileTests(HealingSystem system)
{
    [Fact]
    public async Task Reconcile_ends_with_the_walk_that_was_asked_for()
    {
        var shell = await BuiltCommandLine.ConnectAsync(system.App);

        var (exitCode, output, error) = await shell.RunAsync("reconcile", "--since", "1h", "--json");

        Assert.True(exitCode is 0 or 6, error);
        using var walk = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal("finished", walk.RootElement.GetProperty("state").GetString());
        Assert.Equal("default", walk.RootElement.GetProperty("store").GetString());
    }
}
