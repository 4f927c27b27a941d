#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   client waits for service, service waits for the completion of job, job fails: service and client fail to start,
#          and StartAsync throws, or at least ends, alike with and without the dashboard.
# Happens: with the dashboard client stays Waiting, StartAsync never ends, and the console says nothing of it. Without the
#          dashboard both fail, and StartAsync ends as if all were well. (DisableDashboard switches the default WaitBehavior.)
# Seen:    with:    service=FailedToStart; client=Waiting; StartAsync still waits
#          without: service=FailedToStart; client=FailedToStart; StartAsync ended without an exception
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Error
export ASPIRE_ALLOW_UNSECURED_TRANSPORT=true ASPNETCORE_URLS=http://127.0.0.1:0 ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:0

apphost <<'CS'
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = args[0] == "without" });
var job = builder.AddExecutable("job", "false", ".");
var service = builder.AddExecutable("service", "sleep", ".", "90").WaitForCompletion(job);
builder.AddExecutable("client", "sleep", ".", "90").WaitFor(service);

await using var app = builder.Build();
var states = app.Services.GetRequiredService<ResourceNotificationService>();
var starting = app.StartAsync();
await states.WaitForResourceAsync("service", KnownResourceStates.FailedToStart);
await Task.WhenAny(starting, Task.Delay(TimeSpan.FromSeconds(20)));
foreach (var name in new[] { "service", "client" })
{
    states.TryGetCurrentState(name, out var seen);
    Console.WriteLine($"{name}={seen?.Snapshot.State?.Text ?? "no state"}");
}
Console.WriteLine("StartAsync " + (!starting.IsCompleted ? "still waits" : starting.IsFaulted ? "threw" : "ended without an exception"));
Environment.Exit(0);
CS
judge "$(answer 90 AppHost with) / $(answer 90 AppHost without)" \
  "service=FailedToStart; client=Waiting; StartAsync still waits / service=FailedToStart; client=FailedToStart; StartAsync ended without an exception" \
  "what waits for a resource that failed to start waits silently for ever with the dashboard, and fails without an exception without it"
