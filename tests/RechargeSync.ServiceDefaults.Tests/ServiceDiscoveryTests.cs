using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.ServiceDefaults.Tests;

public sealed class ServiceDiscoveryTests
{
    [Theory]
    [InlineData("http://mock/recharge/orders?limit=1", "http://localhost:5103/recharge/orders?limit=1")]
    [InlineData("https+http://mock/a%2Fb", "http://localhost:5103/a%2Fb")]
    [InlineData("https+http://shop/x", "https://shop.local:8443/x")]
    [InlineData("http://_admin.shop/x", "http://localhost:9000/base/x")]
    [InlineData("https://api.rechargeapps.com/orders/1", "https://api.rechargeapps.com/orders/1")]
    [InlineData("http://127.0.0.1:5555/x", "http://127.0.0.1:5555/x")]
    [InlineData("https+http://unknown/x", "https://unknown/x")]
    public async Task A_name_is_replaced_by_the_endpoint_that_the_configuration_gives(string requested, string called)
    {
        using var stub = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        using var client = NewClient(stub);

        using var request = new HttpRequestMessage(HttpMethod.Get, requested);
        using var response = await client.SendAsync(request);

        Assert.Equal(new Uri(called), Assert.Single(stub.Calls).Uri);
        Assert.Equal(new Uri(requested), request.RequestUri);
    }

    [Fact]
    public async Task Several_endpoints_take_turns()
    {
        using var stub = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        using var client = NewClient(stub);

        for (var i = 0; i < 4; i++)
        {
            using var response = await client.GetAsync(new Uri("http://twins/"));
        }

        Assert.Equal(2, stub.Calls.Count(c => c.Uri!.Port == 7001));
        Assert.Equal(2, stub.Calls.Count(c => c.Uri!.Port == 7002));
    }

    private static HttpClient NewClient(StubHandler stub)
    {
        var builder = TestHost.NewBuilder(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Services:mock:http:0"] = "http://localhost:5103",
            ["Services:shop:http:0"] = "localhost:8080",
            ["Services:shop:https:0"] = "shop.local:8443",
            ["Services:shop:admin:0"] = "http://localhost:9000/base/",
            ["Services:twins:http:0"] = "http://localhost:7001",
            ["Services:twins:http:1"] = "http://localhost:7002",
        });
        builder.Services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => stub);
        return builder.Build().Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
    }
}
