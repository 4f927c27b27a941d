#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   AppHost refuses to start, or the resource fails, when the fixed port of an endpoint is already taken.
# Happens: nothing is reported. The proxy does not listen, whoever has the port answers the health check, and the resource,
#          which here never listens at all, is Running and Healthy.
# Seen:    svc is Running and Healthy; its URL answers: the stranger
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Warning

console Stranger <<'CS'
using System.Net;
using System.Text;

using var listener = new HttpListener { Prefixes = { $"http://localhost:{args[0]}/" } };
listener.Start();
while (true)
{
    (await listener.GetContextAsync()).Response.Close(Encoding.UTF8.GetBytes("the stranger"), true);
}
CS
apphost <<'CS'
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
var svc = builder.AddExecutable("svc", "sleep", ".", "90").WithHttpEndpoint(port: int.Parse(args[0])).WithHttpHealthCheck("/health");
await using var app = builder.Build();
await app.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
var seen = await app.Services.GetRequiredService<ResourceNotificationService>()
    .WaitForResourceHealthyAsync("svc").WaitAsync(TimeSpan.FromSeconds(20));
using var client = new HttpClient();
Console.WriteLine($"svc is {seen.Snapshot.State.Text} and {seen.Snapshot.HealthStatus}");
Console.WriteLine($"its URL answers: {await client.GetStringAsync(svc.GetEndpoint("http").Url)}");
Environment.Exit(0);
CS
port=$(free_port)
run 120 Stranger "$port" 2>/dev/null &
disown
until_true 20 answers "$port"
judge "$(answer 60 AppHost "$port")" "svc is Running and Healthy; its URL answers: the stranger" \
  "a stranger on a resource's fixed port answers for it, health check included, and AppHost reports nothing"
