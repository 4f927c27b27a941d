using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What looking costs a store, whose calls to Recharge are few.</summary>
[Collection(UsesServers.Name)]
public sealed class LookCostTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Recharge_is_asked_once_however_often_somebody_looks()
    {
        var calls = new ConcurrentQueue<string>();
        await using var recharge = await StartRechargeAsync(calls);
        await using var console = await RunningConsole.StartAsync(
            Servers,
            Database,
            $"--Stores:default:Recharge:BaseUrl={recharge.Urls.Single()}",
            "--Reconciliation:WebhookBaseUrl=https://hooks.shop.test"
        );

        for (var i = 0; i < 5; i++)
        {
            var report = await console.Viewer.DoctorAsync(default);
            Assert.Equal("ok", report.Checks.Single(check => check is { Name: "token", Store: "default" }).Status);
            await console.Viewer.SubscriptionsAsync("default", default);
        }

        Assert.Equal(["/orders", "/webhooks"], calls.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static async Task<WebApplication> StartRechargeAsync(ConcurrentQueue<string> calls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/webhooks", (HttpContext context) => Answer(context, """{"webhooks":[]}"""));
        server.MapGet("/orders", (HttpContext context) => Answer(context, """{"orders":[]}"""));
        await server.StartAsync(CancellationToken.None);
        return server;

        IResult Answer(HttpContext context, string body)
        {
            calls.Enqueue(context.Request.Path);
            return Results.Text(body, "application/json");
        }
    }
}
