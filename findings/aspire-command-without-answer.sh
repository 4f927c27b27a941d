#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   the result of a command by WithHttpCommand has what the service answered, above all when that was an error with
#          its reason in the body.
# Happens: Data is null, for 200 and for 500, and the message has the status code only. The body is there as soon as
#          HttpCommandOptions.ResultMode is set, if only to Auto.
# Seen:    works: no data; fails: Request failed with status code InternalServerError, no data;
#          fails-auto: Request failed with status code InternalServerError, {"reason":"out of stock"}
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=None

apphost <<'CS'
using System.Net;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

var port = int.Parse(args[0]);
using var service = new HttpListener { Prefixes = { $"http://localhost:{port}/" } };
service.Start();
_ = Task.Run(async () =>
{
    while (true)
    {
        var context = await service.GetContextAsync();
        context.Response.StatusCode = context.Request.Url.AbsolutePath == "/fails" ? 500 : 200;
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes("""{"reason":"out of stock"}"""), true);
    }
});

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
builder.AddExecutable("svc", "sleep", ".", "90")
    .WithHttpEndpoint(port: port, targetPort: port, isProxied: false)
    .WithHttpCommand("/works", "Works", commandName: "works")
    .WithHttpCommand("/fails", "Fails", commandName: "fails")
    .WithHttpCommand("/fails", "Fails", commandName: "fails-auto", commandOptions: new() { ResultMode = HttpCommandResultMode.Auto });
await using var app = builder.Build();
await app.StartAsync();
await app.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceHealthyAsync("svc");
foreach (var name in new[] { "works", "fails", "fails-auto" })
{
    var result = await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("svc", name);
    Console.WriteLine($"{name}: {(result.Success ? "" : result.Message + ", ")}{result.Data?.Value ?? "no data"}");
}
Environment.Exit(0);
CS
failed="Request failed with status code InternalServerError"
judge "$(answer 60 AppHost "$(free_port)")" \
  "works: no data; fails: $failed, no data; fails-auto: $failed, {\"reason\":\"out of stock\"}" \
  "an HTTP command's result lacks the service's answer, success or failure, unless ResultMode is set"
