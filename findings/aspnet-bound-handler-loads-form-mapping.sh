#!/usr/bin/env bash
# ASP.NET Core 10.0.12
# Guess:   an endpoint with a route parameter and one that takes the HttpContext cost about the same at start: the first has
#          one value more to read.
# Happens: the first that binds a parameter brings in the machinery for every kind of binding, forms included: the form
#          mapping of Razor components is made and compiled in an API that has neither, beside compiled expressions. In a
#          service that was compiled beforehand and has one such endpoint, that was a tenth of its start.
# Seen:    takes the context: 0 methods of form mapping; binds a parameter: some
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Error DOTNET_JitDisasmSummary=1 DOTNET_TieredPGO=0

web Bound <<'CS'
var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
if (args[0] == "bound")
{
    app.MapPost("/hooks/{name}", (string name) => name);
}
else
{
    app.MapPost("/hooks/{name}", context => context.Response.WriteAsync((string)context.Request.RouteValues["name"]));
}

await app.StartAsync();
using var client = new HttpClient();
var answer = await client.PostAsync(app.Urls.Single() + "/hooks/one", null);
Console.WriteLine(await answer.Content.ReadAsStringAsync());
await app.StopAsync();
CS
seen=
for how in context bound; do
  answered=$(DOTNET_JitStdOutFile="$work/$how.jit" answer 60 Bound "$how")
  seen+="$how answers $answered, form mapping $(grep -c 'Components.Endpoints.FormMapping' "$work/$how.jit" || true); "
done
judge "$seen" "context answers one, form mapping 0; bound answers one, form mapping [1-9]*; " \
  "one handler with a bound parameter makes the form mapping of Razor components at start"
