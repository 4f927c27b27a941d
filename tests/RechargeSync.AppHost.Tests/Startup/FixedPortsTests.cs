using RechargeSync.AppHost.Startup;
using RechargeSync.AppHost.Tests.Model;

namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>Which ports a run needs, and what is said of one that is taken.</summary>
public sealed class FixedPortsTests
{
    [Fact]
    public void Taken_port_is_named_with_who_needs_it_and_what_to_do()
    {
        var problem = Assert.Single(
            FixedPorts.FindTaken([("webhooks", 5101), ("worker", 5102)], new HashSet<int> { 5101, 80 })
        );

        Assert.StartsWith(
            "Port 5101, which 'webhooks' needs, is in use by another program: stop that program",
            problem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_service_and_the_dashboard_need_their_port()
    {
        await using var appHost = await AppHostModel.OfRunAsync("DcpPublisher:RandomizePorts=false");

        var needed = FixedPorts.Needed(appHost).ToList();

        Assert.All(
            [("webhooks", 5101), ("worker", 5102), ("mock", 5103), ("console", 5104)],
            need => Assert.Contains(need, needed)
        );
        Assert.Contains(needed, need => need.Name is "AppHost");
    }

    [Fact]
    public async Task Random_ports_need_none()
    {
        await using var appHost = await AppHostModel.OfRunAsync("DcpPublisher:RandomizePorts=true");

        Assert.Empty(FixedPorts.Needed(appHost));
    }
}
