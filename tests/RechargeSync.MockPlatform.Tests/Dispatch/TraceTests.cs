using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Dispatch;

public sealed class TraceTests
{
    [Fact]
    public async Task Every_event_starts_a_trace_of_its_own_that_its_delivery_carries()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "RechargeSync.Mock" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var parents = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var receiver = await StartReceiverAsync(parents);
        var stopping = receiver.Lifetime.ApplicationStopping;
        await using var mock = new MockHost(("Mock:Webhooks:BaseUrl", AddressOf(receiver)));
        using var real = mock.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services =>
                services
                    .AddHttpClient(WebhookClient.HttpClientName)
                    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())
            )
        );
        using var http = real.CreateClient();

        using var bought = await http.PostAsync(
            new Uri("/control/checkouts", UriKind.Relative),
            new StringContent("""{"items":[{"sku":"COF-100-L"}]}"""),
            stopping
        );
        await real
            .Services.GetRequiredService<WebhookDispatcher>()
            .WhenIdleAsync()
            .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, stopping);

        Assert.Equal(3, parents.Count);
        var traces = parents.Values.Select(p => ActivityContext.Parse(p, traceState: null).TraceId).ToHashSet();
        Assert.Equal(3, traces.Count);
    }

    private static async Task<WebApplication> StartReceiverAsync(ConcurrentDictionary<string, string> parents)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost(
            "/webhooks/recharge/{store}/{resource}/{name}",
            (HttpRequest request) =>
            {
                parents[request.Path] = request.Headers.TraceParent.ToString();
                return Results.Ok();
            }
        );
        await app.StartAsync(app.Lifetime.ApplicationStopping);
        return app;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
