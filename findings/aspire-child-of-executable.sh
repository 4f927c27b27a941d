#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   a resource whose parent is running gets its parent's state, as a database of a Postgres container does; who
#          waits for it starts as soon as it is healthy.
# Happens: where the parent is an executable, the child never gets any state. Its health check passes and is not asked,
#          WaitFor on it never ends, and so neither does StartAsync. Publishing the state by hand in the parent's
#          OnResourceReady ends the wait.
# Seen:    server=Running; database=no state; waiter=Waiting; StartAsync ended: False (20 s after the server ran)
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=None

apphost <<'CS'
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
builder.Services.AddHealthChecks().AddCheck("always", () => HealthCheckResult.Healthy());
var server = builder.AddExecutable("server", "sleep", ".", "90");
var database = builder.AddResource(new Database("database", server.Resource)).WithHealthCheck("always");
builder.AddExecutable("waiter", "sleep", ".", "90").WaitFor(database);

await using var app = builder.Build();
var states = app.Services.GetRequiredService<ResourceNotificationService>();
var starting = app.StartAsync();
await states.WaitForResourceAsync("server", KnownResourceStates.Running);
await Task.WhenAny(starting, Task.Delay(TimeSpan.FromSeconds(20)));
foreach (var name in new[] { "server", "database", "waiter" })
{
    states.TryGetCurrentState(name, out var seen);
    Console.WriteLine($"{name}={seen?.Snapshot.State?.Text ?? "no state"}");
}
Console.WriteLine($"StartAsync ended: {starting.IsCompleted}");
Environment.Exit(0);

sealed class Database(string name, IResource parent) : Resource(name), IResourceWithParent
{
    public IResource Parent => parent;
}
CS
judge "$(answer 60 AppHost)" "server=Running; database=no state; waiter=Waiting; StartAsync ended: False" \
  "a child of an executable never gets a state, and what waits for it waits for ever"
