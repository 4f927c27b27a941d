#!/usr/bin/env bash
# Aspire.Hosting.Redis 13.6.5
# Guess:   WithReferenceEnvironment says what references give a resource, so the order of the calls does not matter.
# Happens: it holds for the calls of WithReference after it only. After them it is accepted and without effect: the
#          password stays in four more variables.
# Seen:    before: CACHE_PASSWORD absent; after: CACHE_PASSWORD present
. "$(dirname "$0")/lib.sh"

apphost Aspire.Hosting.Redis@13.6.5 <<'CS'
using Aspire.Hosting.ApplicationModel;

var builder = DistributedApplication.CreateBuilder(args);
var cache = builder.AddRedis("cache");
var only = ReferenceEnvironmentInjectionFlags.ConnectionString;
var before = builder.AddExecutable("before", "sleep", ".", "60").WithReferenceEnvironment(only).WithReference(cache);
var after = builder.AddExecutable("after", "sleep", ".", "60").WithReference(cache).WithReferenceEnvironment(only);
foreach (var resource in new[] { before.Resource, after.Resource })
{
    var context = new EnvironmentCallbackContext(new(DistributedApplicationOperation.Publish));
    foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
    {
        await callback.Callback(context);
    }
    Console.WriteLine($"{resource.Name}: CACHE_PASSWORD {(context.EnvironmentVariables.ContainsKey("CACHE_PASSWORD") ? "present" : "absent")}");
}
CS
judge "$(answer 30 AppHost --publisher manifest --output-path "$work/m.json")" \
  "before: CACHE_PASSWORD absent; after: CACHE_PASSWORD present" \
  "WithReferenceEnvironment has no effect, and says so nowhere, when it is called after WithReference"
