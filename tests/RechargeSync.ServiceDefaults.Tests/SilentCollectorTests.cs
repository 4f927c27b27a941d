using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace RechargeSync.ServiceDefaults.Tests;

[Collection(Exporting.Name)]
public sealed class SilentCollectorTests
{
    [Fact]
    public async Task A_collector_that_accepts_and_never_answers_does_not_hold_a_service_back()
    {
        // The system accepts for a listener, and nobody reads.
        using var collector = new TcpListener(IPAddress.Loopback, port: 0);
        collector.Start();
        var endpoint = KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{collector.LocalEndpoint}");
        var host = await TestHost.StartAsync(map: app => app.MapGet("/", () => "traced"), settings: [endpoint]);
        await host.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        await host.App.StopAsync(CancellationToken.None);

        var begin = Stopwatch.GetTimestamp();
        await host.DisposeAsync();

        // Some 4 s, and 15 s by OpenTelemetry's own limits.
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
