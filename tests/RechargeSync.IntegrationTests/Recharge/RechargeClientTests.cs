using System.Net;
using System.Text;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Recharge;

[Collection(UsesServers.Name)]
public sealed class RechargeClientTests(Servers servers) : IAsyncLifetime, IDisposable
{
    private static readonly (string Id, string Number) s_ids = ("92812948", "101");
    private static readonly string s_order = Encoding.UTF8.GetString(Sample.Bytes(Sample.OrderEcho));

    private readonly StubHandler _http = new();
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await servers.ConnectRedisAsync();

    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(
        "2021-11",
        """{"external_order_id":{"ecommerce":"92812948"},"external_order_number":{"ecommerce":"101"}}"""
    )]
    [InlineData("2021-01", """{"external_order_id":"92812948","external_order_number":"101"}""")]
    public async Task Ids_are_written_in_the_versions_own_form(string version, string body)
    {
        _http.Answers(HttpStatusCode.OK, s_order);
        var answer = await Client()
            .PutOrderIdsAsync(Store(version), 534919106, "7", s_ids, CallPriority.Live, CancellationToken.None);
        Assert.Null(answer);
        var request = Assert.Single(_http.Requests);
        Assert.Equal(("PUT http://recharge.test/orders/534919106", body), (request.Line, request.Body));
        Assert.Equal(
            ("token", version, "application/json"),
            (
                request.Headers["X-Recharge-Access-Token"],
                request.Headers["X-Recharge-Version"],
                request.Headers["Content-Type"]
            )
        );
    }

    [Fact]
    public async Task Id_goes_alone_where_recharge_refuses_the_number()
    {
        _http
            .Answers(HttpStatusCode.UnprocessableEntity, """{"errors":{"external_order_number":["Unknown field."]}}""")
            .Answers(HttpStatusCode.OK, s_order);
        Assert.Null(
            await Client().PutOrderIdsAsync(Store(), 534919106, "7", s_ids, CallPriority.Live, CancellationToken.None)
        );
        Assert.Equal("""{"external_order_id":{"ecommerce":"92812948"}}""", _http.Requests[1].Body);
    }

    [Fact]
    public async Task Id_that_is_refused_alone_as_well_is_refused()
    {
        _http.Answers(HttpStatusCode.UnprocessableEntity).Answers(HttpStatusCode.UnprocessableEntity, "no");
        var failure = Failure(
            await Client().PutOrderIdsAsync(Store(), 534919106, "7", s_ids, CallPriority.Live, CancellationToken.None)
        );
        Assert.Equal(("Permanent refused 422", "no"), (failure.ToString(), failure.Detail));
        Assert.Equal(2, _http.Requests.Count);
    }

    [Theory]
    [InlineData("2021-11", """{"external_order_id":{"ecommerce":"92812948"}}""")]
    [InlineData("2021-01", """{"external_order_id":"92812948"}""")]
    public async Task Charge_gets_the_id(string version, string body)
    {
        _http.Answers(HttpStatusCode.OK, Encoding.UTF8.GetString(Sample.Bytes(Sample.Charge202111)));
        Assert.Null(
            await Client()
                .PutChargeIdAsync(Store(version), 580825303, "7", "92812948", CallPriority.Live, CancellationToken.None)
        );
        Assert.Equal(
            ("PUT http://recharge.test/charges/580825303", body),
            (_http.Requests[0].Line, _http.Requests[0].Body)
        );
    }

    [Theory]
    [InlineData(409, "Transient locked 409", 3)]
    [InlineData(429, "Transient throttled 429", 2)]
    [InlineData(401, "Transient unauthorized 401", null)]
    [InlineData(402, "Ambiguous request_failed 402", null)]
    [InlineData(404, "Permanent not_found 404", null)]
    [InlineData(503, "Ambiguous server_error 503", null)]
    public async Task Answers_are_judged_by_recharges_rules(int status, string expected, int? seconds)
    {
        _http.Answers(
            (HttpStatusCode)status,
            """{"error":"why"}""",
            response => response.Headers.Add("X-Request-Id", "req-1")
        );
        var failure = Failure(await Client().GetOrderAsync(Store(), 7, CallPriority.Live, CancellationToken.None));
        Assert.Equal(
            (expected, """{"error":"why"}""", "req-1"),
            (failure.ToString(), failure.Detail, failure.RequestId)
        );
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, failure.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"order":{"id":5349""")]
    [InlineData("""{"orders":[]}""")]
    public async Task Order_that_cannot_be_read_has_to_be_looked_up_again(string body)
    {
        _http.Answers(HttpStatusCode.OK, body);
        Assert.Equal(
            "Ambiguous malformed 200",
            Failure(await Client().GetOrderAsync(Store(), 7, CallPriority.Live, CancellationToken.None)).ToString()
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"order":{"id":5349""")]
    [InlineData("""{"order":{"id":7}}{""")]
    [InlineData("""{"orders":[]}""")]
    [InlineData("""{"order":[]}""")]
    [InlineData("""["order",{"order":{}}]""")]
    public async Task Write_whose_answer_is_not_whole_has_to_be_looked_up(string body)
    {
        _http.Answers(HttpStatusCode.OK, body);
        Assert.Equal(
            "Ambiguous malformed 200",
            Failure(await Client().PutOrderIdsAsync(Store(), 7, "7", s_ids, CallPriority.Live, CancellationToken.None))
                .ToString()
        );
    }

    [Fact]
    public async Task Call_without_room_is_put_off_and_never_made()
    {
        var client = Client(
            new RateLimitOptions
            {
                BucketSize = 1,
                LeakPerSecond = 0.01,
                MaxWait = TimeSpan.Zero,
            }
        );
        _http.Answers(HttpStatusCode.OK, s_order);
        await client.GetOrderAsync(Store(), 7, CallPriority.Live, CancellationToken.None);
        var failure = Failure(await client.GetOrderAsync(Store(), 7, CallPriority.Live, CancellationToken.None));
        Assert.Equal((CallFailureKind.Deferred, "rate_limited"), (failure.Kind, failure.Reason));
        Assert.True(failure.RetryAfter > TimeSpan.FromSeconds(10));
        Assert.Single(_http.Requests);
    }

    [Fact]
    public async Task Throttled_call_lets_the_token_rest()
    {
        var client = Client(
            new RateLimitOptions { MaxWait = TimeSpan.Zero, PauseAfterThrottle = TimeSpan.FromMinutes(1) }
        );
        _http.Answers(HttpStatusCode.TooManyRequests, """{"warning":"too many requests"}""");
        await client.GetOrderAsync(Store(), 7, CallPriority.Live, CancellationToken.None);
        Assert.Equal(
            CallFailureKind.Deferred,
            Failure(await client.GetOrderAsync(Store(), 7, CallPriority.Live, CancellationToken.None)).Kind
        );
    }

    private static CallFailure Failure(CallFailure? failure) => Assert.IsType<CallFailure>(failure);

    private static CallFailure Failure<T>(RechargeAnswer<T> answer) =>
        Assert.IsType<RechargeAnswer<T>.Failed>(answer).Failure;

    private static Store Store(string version = "2021-11") =>
        StoreBuilder.Registry(store => store.ApiVersion = version).Get("default");

    private RechargeClient Client(RateLimitOptions? options = null) =>
        RechargeSide.Client(_http, RechargeSide.Limiter(_redis, options), _redis);
}
