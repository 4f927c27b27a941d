using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.IntegrationTests.Recharge;

/// <summary>The clients that Recharge and the platforms are called with, against servers that do not behave.</summary>
public sealed class CallClientTests : IAsyncLifetime
{
    private WebApplication _server = null!;
    private int _followed;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPut("/orders/1", () => Results.Redirect("/elsewhere", preserveMethod: true));
        _server.MapGet(
            "/talkative",
            (HttpResponse response) =>
            {
                for (var i = 0; i < 48; i++)
                {
                    response.Headers.Append("X-Talk", new string('x', 1024));
                }
            }
        );
        _server.Map("/elsewhere", () => Interlocked.Increment(ref _followed));
        await _server.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(RechargeCalls.ClientName)]
    [InlineData(PlatformHttp.ClientName)]
    public async Task Token_does_not_travel_to_where_an_answer_points(string client)
    {
        using var host = ((HostApplicationBuilder)Host.CreateApplicationBuilder().AddRecharge().AddPlatforms()).Build();
        using var http = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(client);
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            new Uri(new Uri(_server.Urls.Single()), "/orders/1")
        );
        request.Headers.Add("X-Recharge-Access-Token", "secret");
        using var answer = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal((HttpStatusCode.TemporaryRedirect, 0), (answer.StatusCode, _followed));
    }

    [Theory]
    [InlineData(RechargeCalls.ClientName)]
    [InlineData(PlatformHttp.ClientName)]
    public async Task Headers_are_read_up_to_a_limit(string client)
    {
        using var host = ((HostApplicationBuilder)Host.CreateApplicationBuilder().AddRecharge().AddPlatforms()).Build();
        using var http = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(client);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(new Uri(_server.Urls.Single()), "/talkative")
        );
        var outcome = await HttpOutcome.SendAsync(
            http,
            request,
            TimeSpan.FromMinutes(1),
            AnswerLimit.List,
            TimeProvider.System,
            CancellationToken.None
        );
        Assert.Equal("Ambiguous malformed ", outcome.Failure?.ToString());
    }
}
