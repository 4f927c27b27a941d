using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;

namespace RechargeSync.ServiceDefaults.Tests;

public sealed class ResilienceTests
{
    private static readonly Uri Orders = new("http://shop.test/orders");

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_write_is_sent_once_whatever_the_answer(string method)
    {
        using var stub = Answering(HttpStatusCode.ServiceUnavailable);
        using var client = NewClient(stub);

        using var request = new HttpRequestMessage(new HttpMethod(method), Orders);
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(stub.Calls);
    }

    [Fact]
    public async Task A_write_is_sent_once_when_the_connection_fails()
    {
        using var stub = new StubHandler((_, _) => throw new HttpRequestException("refused"));
        using var client = NewClient(stub);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync(Orders, content: null));

        Assert.Single(stub.Calls);
    }

    [Fact]
    public async Task One_dead_host_opens_its_own_circuit_only()
    {
        using var stub = new StubHandler(
            (request, _) =>
                Task.FromResult(
                    new HttpResponseMessage(
                        request.RequestUri!.Host is "dead.test" ? HttpStatusCode.BadGateway : HttpStatusCode.OK
                    )
                )
        );
        using var client = NewClient(stub, o => o.CircuitBreaker.MinimumThroughput = 2);
        var dead = new Uri("http://dead.test/");
        for (var i = 0; i < 2; i++)
        {
            using var failed = await client.PostAsync(dead, content: null);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.PostAsync(dead, content: null));
        using var response = await client.GetAsync(Orders);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("0", 40)]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", 40)]
    [InlineData("1", 1000)]
    public async Task A_read_waits_as_the_server_asks_and_its_usual_time_where_that_is_none(
        string retryAfter,
        int milliseconds
    )
    {
        var waits = new ConcurrentQueue<TimeSpan>();
        using var stub = Answering(HttpStatusCode.TooManyRequests, retryAfter);
        using var client = NewClient(
            stub,
            o =>
            {
                o.Retry.MaxRetryAttempts = 1;
                o.Retry.UseJitter = false;
                o.Retry.Delay = TimeSpan.FromMilliseconds(40);
                o.Retry.OnRetry = args =>
                {
                    waits.Enqueue(args.RetryDelay);
                    return default;
                };
            }
        );

        using var response = await client.GetAsync(Orders);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Assert.Single(waits));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller()
    {
        using var stub = Answering(HttpStatusCode.TooManyRequests, "3600");
        using var client = NewClient(
            stub,
            o =>
            {
                o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1);
                o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(2);
            }
        );

        using var response = await client.GetAsync(Orders);

        Assert.Equal(TimeSpan.FromHours(1), response.Headers.RetryAfter?.Delta);
        Assert.Single(stub.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_can_do_without_and_keeps_service_discovery(bool beforeRegistration)
    {
        using var stub = Answering(HttpStatusCode.ServiceUnavailable);
        var builder = TestHost.NewBuilder(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Services:shop:http:0"] = "http://localhost:7001",
            }
        );
        Register(
            builder.Services,
            beforeRegistration,
            services => services.AddHttpClient("own").ConfigurePrimaryHttpMessageHandler(() => stub)
        );
        await using var app = builder.Build();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("own");

        using var response = await client.GetAsync(new Uri("http://shop/orders"), CancellationToken.None);

        Assert.Equal(new Uri("http://localhost:7001/orders"), Assert.Single(stub.Calls).Uri);
    }

    [Theory]
    [InlineData(true, null, 100)]
    [InlineData(false, null, 100)]
    [InlineData(true, 7, 7)]
    [InlineData(false, 7, 7)]
    public async Task A_client_that_does_without_still_has_a_time_limit(bool beforeRegistration, int? own, int seconds)
    {
        var builder = TestHost.NewBuilder();
        Register(
            builder.Services,
            beforeRegistration,
            services =>
            {
                var client = services.AddHttpClient("own");
                if (own is { } limit)
                {
                    client.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(limit));
                }
            }
        );
        await using var app = builder.Build();

        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("own");

        Assert.Equal(TimeSpan.FromSeconds(seconds), client.Timeout);
    }

    [Fact]
    public async Task A_second_handler_is_refused_since_it_would_multiply_the_tries()
    {
        var builder = TestHost.NewBuilder();
        builder.Services.AddHttpClient("own").AddStandardResilienceHandler();
        await using var app = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() =>
            app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("own")
        );

        Assert.Contains("'own'", error.Message, StringComparison.Ordinal);
    }

    private static void Register(
        IServiceCollection services,
        bool beforeRegistration,
        Action<IServiceCollection> register
    )
    {
        if (!beforeRegistration)
        {
            register(services);
        }

        services.AddHttpClient("own").WithoutStandardResilience();
        if (beforeRegistration)
        {
            register(services);
        }
    }

    private static StubHandler Answering(HttpStatusCode status, string? retryAfter = null) =>
        new(
            (request, _) =>
            {
                var response = new HttpResponseMessage(status) { RequestMessage = request };
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
                return Task.FromResult(response);
            }
        );

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
