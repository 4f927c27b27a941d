#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   AppHost finds its appsettings.json wherever it is started from, since AppHostDirectory is its project's folder
#          and all paths of resources are relative to that.
# Happens: configuration comes from the current folder. Started as `dotnet AppHost.dll` from elsewhere, the parameter that
#          appsettings.json has is ValueMissing, and what needs it fails to start; StartAsync ends without an exception.
# Seen:    project's folder: greeting=Running; svc=Running; elsewhere: greeting=ValueMissing; svc=FailedToStart
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=None

apphost <<'CS'
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
var greeting = builder.AddParameter("greeting");
builder.AddExecutable("svc", "sleep", ".", "90").WithEnvironment("GREETING", greeting);
await using var app = builder.Build();
await app.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
var states = app.Services.GetRequiredService<ResourceNotificationService>();
await states.WaitForResourceAsync("svc", [KnownResourceStates.Running, KnownResourceStates.FailedToStart]).WaitAsync(TimeSpan.FromSeconds(20));
foreach (var name in new[] { "greeting", "svc" })
{
    states.TryGetCurrentState(name, out var seen);
    Console.WriteLine($"{name}={seen?.Snapshot.State?.Text ?? "no state"}");
}
Console.WriteLine(Path.GetFileName(builder.AppHostDirectory));
Environment.Exit(0);
CS
echo '{ "Parameters": { "greeting": "hello" } }' >"$work/AppHost/appsettings.json"
here=$(answer 60 AppHost)
mkdir "$work/elsewhere"
there=$(cd "$work/elsewhere" && HOME=$work/home timeout 60 dotnet "$work/AppHost/out/AppHost.dll" | paste -sd' ') || true
judge "$here / $there" \
  "greeting=Running; svc=Running; AppHost / greeting=ValueMissing svc=FailedToStart AppHost" \
  "started from another folder AppHost keeps its AppHostDirectory but loses its appsettings.json, and what needs it fails"
