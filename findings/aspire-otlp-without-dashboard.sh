#!/usr/bin/env bash
# Aspire.Hosting 13.6.5, Aspire.Hosting.Testing 13.6.5 (microsoft/aspire#3349)
# Guess:   where the dashboard is off, as it is by default under test, nothing takes telemetry in, so the projects are told
#          of no endpoint, and services that export only where OTEL_EXPORTER_OTLP_ENDPOINT is set export nothing.
# Happens: every project is given the endpoint of the dashboard that does not run, and retries with it, so a service with
#          the template's service defaults exports to a closed port for as long as it lives. Under test the port is OTLP's
#          own, at which a collector of the machine would take the tests' telemetry in.
# Seen:    plain: no dashboard, http://localhost:18889, retry in_memory; testing: no dashboard, http://localhost:4317, retry
#          in_memory
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Error

console Service <<<'Thread.Sleep(TimeSpan.FromSeconds(90));'
apphost Aspire.Hosting.Testing@13.6.5 <<'CS'
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

if (args[0] == "plain")
{
    var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
    builder.AddProject("service", args[1]);
    await Look(builder.Build());
}
else
{
    var builder = DistributedApplicationTestingBuilder.Create();
    builder.AddProject("service", args[1]);
    await Look(builder.Build());
}

async Task Look(DistributedApplication app)
{
    await app.StartAsync();
    var running = await app.Services.GetRequiredService<ResourceNotificationService>()
        .WaitForResourceAsync("service", seen => seen.Snapshot.State?.Text == KnownResourceStates.Running);
    string Given(string name) => running.Snapshot.EnvironmentVariables.FirstOrDefault(given => given.Name == name)?.Value ?? "none";
    var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
    Console.WriteLine($"{args[0]}: {(resources.Any(resource => resource.Name == "aspire-dashboard") ? "a" : "no")} dashboard, "
        + $"{Given("OTEL_EXPORTER_OTLP_ENDPOINT")}, retry {Given("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY")}");
    await app.DisposeAsync();
}
CS
service=$work/Service/Service.csproj
judge "$(answer 90 AppHost plain "$service"); $(answer 90 AppHost testing "$service")" \
  "plain: no dashboard, http://localhost:18889, retry in_memory; testing: no dashboard, http://localhost:4317, retry in_memory" \
  "with the dashboard off every project is told to export to it, and under test to the port of any collector"
