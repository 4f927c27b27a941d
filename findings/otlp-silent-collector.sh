#!/usr/bin/env bash
# OpenTelemetry.Exporter.OpenTelemetryProtocol 1.20.1
# Guess:   a process whose collector accepts connections and never answers ends as one whose collector is away, at once; or
#          after one time-out for all that it exports.
# Happens: the providers' Dispose waits 5 s each, so traces and metrics together take 10 s (and logs 5 more). With the
#          collector away it takes a fraction of a second. Only the exporter's own time-out, below 5 s, shortens it.
# Seen:    away: 0 s, 0 s; silent: 5 s, 5 s; silent, exporter's time-out 1 s: 1 s, 1 s
. "$(dirname "$0")/lib.sh"

console Export OpenTelemetry@1.20.1 OpenTelemetry.Exporter.OpenTelemetryProtocol@1.20.1 <<'CS'
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

using var silent = new TcpListener(IPAddress.Loopback, 0);
silent.Start();
var kept = new List<Socket>();
_ = Task.Run(async () =>
{
    while (true)
    {
        kept.Add(await silent.AcceptSocketAsync());
    }
});
Measure("away", int.Parse(args[0]), 10_000);
Measure("silent", ((IPEndPoint)silent.LocalEndpoint).Port, 10_000);
Measure("silent, exporter's time-out 1 s", ((IPEndPoint)silent.LocalEndpoint).Port, 1_000);

static void Measure(string name, int port, int timeout)
{
    void To(OtlpExporterOptions exporter)
    {
        exporter.Endpoint = new Uri($"http://127.0.0.1:{port}");
        exporter.TimeoutMilliseconds = timeout;
    }

    using var source = new ActivitySource("finding");
    using var meter = new Meter("finding");
    var traces = Sdk.CreateTracerProviderBuilder().AddSource("finding").AddOtlpExporter(To).Build();
    var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("finding").AddOtlpExporter(To).Build();
    source.StartActivity("span")?.Dispose();
    meter.CreateCounter<int>("counter").Add(1);
    Console.WriteLine($"{name}: {Seconds(traces.Dispose)} s, {Seconds(metrics.Dispose)} s");
}

static int Seconds(Action act)
{
    var watch = Stopwatch.StartNew();
    act();
    return (int)watch.Elapsed.TotalSeconds;
}
CS
judge "$(answer 60 Export "$(free_port)")" \
  "away: 0 s, 0 s; silent: [45] s, [45] s; silent, exporter's time-out 1 s: [01] s, [01] s" \
  "with a silent collector each provider's Dispose waits 5 s, one after another"
