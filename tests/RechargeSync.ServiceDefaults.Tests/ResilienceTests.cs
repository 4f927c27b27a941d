using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace RechargeSync.ServiceDefaults.Tests;

public sealed class ResilienceTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_write_is_sent_once_whatever_the_answer(string method)
    {
        using var stub = Answering(HttpStatusCode.ServiceUnavailable);
        using var client = NewClient(stub);

        using var request = new HttpRequestMessage(new HttpMethod(method), "http://shop.test/orders");
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(stub.Calls);
    }

    [Fact]
    public async Task A_write_is_sent_once_when_the_connection_fails()
    {
        using var stub = new StubHandler((_, _) => throw new HttpRequestException("refused"));
        using var client = NewClient(stub);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync(new Uri("http://shop.test/orders/1"), content: null));

        Assert.Single(stub.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 4)]
    [InlineData(HttpStatusCode.TooManyRequests, 4)]
    [InlineData(HttpStatusCode.RequestTimeout, 4)]
    [InlineData(HttpStatusCode.NotFound, 1)]
    [InlineData(HttpStatusCode.UnprocessableEntity, 1)]
    public async Task A_read_is_retried_three_times_when_the_failure_may_pass(HttpStatusCode status, int calls)
    {
        using var stub = Answering(status);
        using var client = NewClient(stub);

        using var response = await client.GetAsync(new Uri("http://shop.test/orders"));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(calls, stub.Calls.Count);
    }

    [Fact]
    public async Task A_slow_attempt_is_given_up_and_a_read_tried_again()
    {
        var first = true;
        using var stub = new StubHandler(async (_, token) =>
        {
            if (first)
            {
                first = false;
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        using var client = NewClient(stub, o => o.AttemptTimeout.Timeout = TimeSpan.FromMilliseconds(100));

        using var response = await client.GetAsync(new Uri("http://shop.test/orders"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, stub.Calls.Count);
    }

    [Fact]
    public async Task All_attempts_together_have_a_time_limit()
    {
        using var stub = new StubHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("Not reached.");
        });
        using var client = NewClient(stub, o =>
        {
            o.AttemptTimeout.Timeout = TimeSpan.FromMilliseconds(100);
            o.TotalRequestTimeout.Timeout = TimeSpan.FromMilliseconds(150);
        });

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => client.GetAsync(new Uri("http://shop.test/orders")));
    }

    [Fact]
    public async Task One_dead_host_opens_its_own_circuit_only()
    {
        using var stub = new StubHandler((request, _) => Task.FromResult(new HttpResponseMessage(
            string.Equals(request.RequestUri!.Host, "dead.test", StringComparison.Ordinal) ? HttpStatusCode.BadGateway : HttpStatusCode.OK)));
        using var client = NewClient(stub, o => o.CircuitBreaker.MinimumThroughput = 2);

        for (var i = 0; i < 2; i++)
        {
            using var failed = await client.PostAsync(new Uri("http://dead.test/"), content: null);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.PostAsync(new Uri("http://dead.test/"), content: null));
        using var response = await client.GetAsync(new Uri("http://shop.test/"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_can_do_without_and_keeps_service_discovery(bool beforeRegistration)
    {
        using var stub = Answering(HttpStatusCode.ServiceUnavailable);
        var builder = TestHost.NewBuilder(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Services:shop:http:0"] = "http://localhost:7001",
        });
        if (beforeRegistration)
        {
            builder.Services.AddHttpClient("own").WithoutStandardResilience();
        }

        builder.Services.AddHttpClient("own").ConfigurePrimaryHttpMessageHandler(() => stub);
        if (!beforeRegistration)
        {
            builder.Services.AddHttpClient("own").WithoutStandardResilience();
        }

        await using var app = builder.Build();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("own");

        using var response = await client.GetAsync(new Uri("http://shop/orders"), CancellationToken.None);

        Assert.Equal(new Uri("http://localhost:7001/orders"), Assert.Single(stub.Calls).Uri);
    }

    [Fact]
    public async Task Time_outs_that_contradict_each_other_stop_the_start()
    {
        var builder = TestHost.NewBuilder();
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(o => o.AttemptTimeout.Timeout = TimeSpan.FromMinutes(1));
        await using var app = builder.Build();

        await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(CancellationToken.None));
    }

    private static StubHandler Answering(HttpStatusCode status) =>
        new((request, _) => Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request }));

    private static HttpClient NewClient(StubHandler stub, Action<HttpStandardResilienceOptions>? configure = null)
    {
        var builder = TestHost.NewBuilder();
        builder.Services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => stub);
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(o =>
        {
            o.Retry.Delay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(o);
        });
        return builder.Build().Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
    }
}
