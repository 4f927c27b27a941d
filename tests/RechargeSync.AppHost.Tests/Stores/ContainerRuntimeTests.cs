using RechargeSync.AppHost.Stores;

namespace RechargeSync.AppHost.Tests.Stores;

/// <summary>What is made of the orchestrator's answer.</summary>
public sealed class ContainerRuntimeTests
{
    [Theory]
    [InlineData("""{"version":"0.26.6","containers":{"runtime":"docker","installed":true,"running":true}}""", true)]
    [InlineData("""{"containers":{"runtime":"docker","installed":true,"running":false,"error":"daemon?"}}""", false)]
    [InlineData("""{"containers":{"runtime":"podman","installed":false,"running":false}}""", false)]
    [InlineData("""{"version":"0.26.6"}""", false)]
    [InlineData("dcp: unknown command", false)]
    [InlineData("", false)]
    public void Runtime_is_healthy_only_where_the_orchestrator_says_that_it_runs(string info, bool expected) =>
        Assert.Equal(expected, ContainerRuntime.SaysHealthy(info));
}
