using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using RechargeSync.Core.Orders;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Http;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

public sealed class HttpOrderPlatformTests : IDisposable
{
    private const string Reference = "recharge:default:534919106";

    private static readonly OutgoingOrder s_order = PlatformOrderMapper.Map(
        "default",
        new OrderBuilder().WithNote("ring twice").Read()
    );

    private readonly StubHandler _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Create_posts_the_whole_order_under_its_idempotency_key()
    {
        _http.Answers(
            HttpStatusCode.Created,
            """{"id":"92812948","number":"101","reference":"recharge:default:534919106","createdAt":"2026-03-02T14:15:40Z"}"""
        );

        Assert.Equal<PlatformAnswer>(
            Made("92812948", "101"),
            await Platform().CreateAsync(s_order, CancellationToken.None)
        );

        var request = Assert.Single(_http.Requests);
        Assert.Equal("POST http://platform.test/api/orders", request.Line);
        Assert.Equal(
            ("Bearer key", Reference, "application/json"),
            (request.Headers["Authorization"], request.Headers["Idempotency-Key"], request.Headers["Content-Type"])
        );
        Assert.Equal(Encoding.UTF8.GetString(s_order.Json), request.Body);
    }

    [Fact]
    public async Task Same_order_is_sent_byte_for_byte_alike()
    {
        _http.Answers(HttpStatusCode.OK, """{"id":"1"}""").Answers(HttpStatusCode.OK, """{"id":"1"}""");
        await Platform().CreateAsync(s_order, CancellationToken.None);
        await Platform()
            .CreateAsync(
                PlatformOrderMapper.Map("default", new OrderBuilder().WithNote("ring twice").Read()),
                CancellationToken.None
            );
        Assert.Equal(_http.Requests[0].Body, _http.Requests[1].Body);
    }

    [Theory]
    [InlineData("""{"id":"5","number":"9"}""", "9")]
    [InlineData("""{"id":"5","number":""}""", "5")]
    [InlineData("""{"id":"5","number":null}""", "5")]
    [InlineData("""{"id":"5"}""", "5")]
    [InlineData("""{"id":5}""", "5")]
    [InlineData("""{"id":5,"number":101}""", "101")]
    [InlineData("""{"id":"5","number":101,"reference":7}""", "101")]
    public async Task One_id_stands_for_both_where_the_platform_has_no_number(string answer, string number)
    {
        _http.Answers(HttpStatusCode.Created, answer);
        Assert.Equal<PlatformAnswer>(Made("5", number), await Platform().CreateAsync(s_order, CancellationToken.None));
    }

    [Theory]
    [InlineData("", "the answer is not JSON, or not of the expected form")]
    [InlineData("null", "an object with an 'id' was expected")]
    [InlineData("[]", "the answer is not JSON, or not of the expected form")]
    [InlineData("{}", "'id' is missing")]
    [InlineData("""{"id":""}""", "'id' is missing")]
    [InlineData("""{"id":" "}""", "'id' is missing")]
    [InlineData("""{"id":null}""", "'id' is missing")]
    [InlineData("""{"id":true}""", "'id' is neither a text nor a number")]
    [InlineData("""{"id":{"id":5}}""", "'id' is neither a text nor a number")]
    [InlineData("""{"id":[5]}""", "'id' is neither a text nor a number")]
    [InlineData("""{"id":"\ud800"}""", "'id' is not Unicode")]
    [InlineData("""{"id":"5","number":[]}""", "'number' is neither a text nor a number")]
    [InlineData("""{"id":"928129""", "the answer is not JSON, or not of the expected form")]
    [InlineData("<html>", "the answer is not JSON, or not of the expected form")]
    public async Task Success_without_an_id_is_ambiguous_and_says_what_was_expected(string answer, string problem)
    {
        _http.Answers(HttpStatusCode.Created, answer).Answers(HttpStatusCode.OK, answer);
        var created = await Platform().CreateAsync(s_order, CancellationToken.None);
        Assert.Equal("Ambiguous malformed 201", Failure(created));
        Assert.Equal($"{problem}: {answer}", Assert.IsType<PlatformAnswer.Failed>(created).Failure.Detail);
        Assert.Equal(
            "Ambiguous malformed 200",
            Failure(await Platform().UpdateAsync("5", new PlatformUpdate(s_order, 7), CancellationToken.None))
        );
    }

    [Fact]
    public async Task Create_that_is_answered_as_the_same_call_was_before_holds_what_was_sent()
    {
        _http.Answers(HttpStatusCode.OK, """{"id":"5","number":"9"}""");
        Assert.Equal(
            new PlatformAnswer.Made(new PlatformIds("5", "9")),
            await Platform().CreateAsync(s_order, CancellationToken.None)
        );
    }

    [Fact]
    public async Task Conflict_on_a_create_means_that_the_reference_is_taken()
    {
        _http.Answers(HttpStatusCode.Conflict);
        Assert.IsType<PlatformAnswer.Taken>(await Platform().CreateAsync(s_order, CancellationToken.None));
    }

    [Theory]
    [InlineData(404, "Transient wrong_address 404")]
    [InlineData(405, "Transient wrong_address 405")]
    [InlineData(422, "Permanent refused 422")]
    [InlineData(503, "Ambiguous server_error 503")]
    public async Task Create_that_fails_is_judged_like_every_call(int status, string expected)
    {
        _http.Answers((HttpStatusCode)status);
        Assert.Equal(expected, Failure(await Platform().CreateAsync(s_order, CancellationToken.None)));
    }

    [Fact]
    public async Task Update_patches_the_order_with_the_same_bytes_that_would_create_it()
    {
        _http
            .Answers(HttpStatusCode.OK, """{"id":"a/b","number":"101"}""")
            .Answers(HttpStatusCode.OK, """{"id":"1"}""");
        Assert.Equal<PlatformAnswer>(
            There("a/b", "101"),
            await Platform().UpdateAsync("a/b", new PlatformUpdate(s_order, 7), CancellationToken.None)
        );
        await Platform().CreateAsync(s_order, CancellationToken.None);
        var request = _http.Requests[0];
        Assert.Equal("PATCH http://platform.test/api/orders/a%2Fb", request.Line);
        Assert.False(request.Headers.ContainsKey("Idempotency-Key"));
        Assert.Equal(_http.Requests[1].Body, request.Body);
    }

    [Fact]
    public async Task What_is_hashed_is_what_is_sent_but_for_the_external_customer_id()
    {
        _http.Answers(HttpStatusCode.Created, """{"id":"1"}""");
        await Platform().CreateAsync(s_order, CancellationToken.None);
        Assert.Equal(
            Convert.ToHexString(s_order.Hash),
            Convert.ToHexString(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(
                        Assert
                            .Single(_http.Requests)
                            .Body!.Replace(",\"externalCustomerId\":\"CUST-77\"", "", StringComparison.Ordinal)
                    )
                )
            )
        );
    }

    [Fact]
    public async Task Cancellation_names_the_order_in_its_address()
    {
        _http.Answers(HttpStatusCode.OK, """{"id":"9","status":"cancelled"}""");
        Assert.IsType<PlatformChange.Done>(await Platform().CancelAsync(Cancellation("9 9"), CancellationToken.None));
        Assert.Equal("POST http://platform.test/api/orders/9%209/cancel", Assert.Single(_http.Requests).Line);
    }

    [Theory]
    [InlineData(false, "5.5", """{"status":"partially_refunded","refunded":"5.50"}""")]
    [InlineData(true, "43.60", """{"status":"refunded","refunded":"43.60"}""")]
    [InlineData(false, null, """{"status":"partially_refunded","refunded":null}""")]
    public async Task Refund_tells_all_that_was_given_back(bool isWhole, string? amount, string body)
    {
        _http.Answers(HttpStatusCode.OK, "{}");
        var refund = new PlatformRefund(
            isWhole,
            amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture)
        );
        Assert.IsType<PlatformChange.Done>(await Platform().RefundAsync("9", refund, CancellationToken.None));
        var request = Assert.Single(_http.Requests);
        Assert.Equal(("POST http://platform.test/api/orders/9/refunds", body), (request.Line, request.Body));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(501)]
    public async Task Cancellation_that_finds_no_order_or_no_such_call_says_so(int status)
    {
        _http.Answers((HttpStatusCode)status, "{}");
        Assert.IsType<PlatformChange.NotFound>(
            await Platform().CancelAsync(Cancellation("9"), CancellationToken.None)
        );
    }

    [Theory]
    [InlineData("""{"detail":"The order has been shipped."}""", "The order has been shipped.")]
    [InlineData("no json", "the platform answered 409 without a detail")]
    public async Task Change_that_is_not_possible_comes_with_the_platforms_own_words(string body, string reason)
    {
        _http.Answers(HttpStatusCode.Conflict, body);
        Assert.Equal(
            new PlatformChange.NotPossible(reason),
            await Platform().CancelAsync(Cancellation("9"), CancellationToken.None)
        );
    }

    [Fact]
    public async Task What_the_platform_says_can_be_stored_whatever_it_says()
    {
        _http.Answers(HttpStatusCode.Conflict, $$"""{"detail":"\u0000{{new string('x', 5000)}}"}""");
        var change = Assert.IsType<PlatformChange.NotPossible>(
            await Platform().CancelAsync(Cancellation("9"), CancellationToken.None)
        );
        var failure = new CallFailure(CallFailureKind.Permanent, "refused", Detail: change.Reason);
        Assert.Equal(new string('x', 2000), failure.Detail);
    }

    [Fact]
    public async Task Change_that_fails_is_judged_like_any_other_call()
    {
        _http.Answers(HttpStatusCode.InternalServerError, "");
        Assert.Equal(
            CallFailureKind.Ambiguous,
            Assert
                .IsType<PlatformChange.Failed>(
                    await Platform().CancelAsync(Cancellation("9"), CancellationToken.None)
                )
                .Failure.Kind
        );
    }

    [Theory]
    [InlineData(200, """{"id":9}""", typeof(PlatformAnswer.Existed))]
    [InlineData(404, "{}", typeof(PlatformAnswer.NotFound))]
    [InlineData(405, "{}", typeof(PlatformAnswer.NotSupported))]
    [InlineData(501, "{}", typeof(PlatformAnswer.NotSupported))]
    [InlineData(503, "{}", typeof(PlatformAnswer.Failed))]
    public async Task Order_is_looked_up_by_the_platforms_own_id(int status, string body, Type answer)
    {
        _http.Answers((HttpStatusCode)status, body);
        Assert.IsType(answer, await Platform().GetAsync("9", CancellationToken.None));
        Assert.Equal("GET http://platform.test/api/orders/9", Assert.Single(_http.Requests).Line);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Update_of_an_order_that_is_gone_finds_none(int status)
    {
        _http.Answers((HttpStatusCode)status);
        Assert.IsType<PlatformAnswer.NotFound>(
            await Platform().UpdateAsync("5", new PlatformUpdate(s_order, 7), CancellationToken.None)
        );
    }

    [Fact]
    public async Task Conflict_on_an_update_is_tried_again()
    {
        _http.Answers(HttpStatusCode.Conflict);
        Assert.Equal(
            "Transient conflict 409",
            Failure(await Platform().UpdateAsync("5", new PlatformUpdate(s_order, 7), CancellationToken.None))
        );
    }

    [Theory]
    [InlineData("""{"orders":[{"id":"5","number":"9","reference":"recharge:default:534919106"}]}""", "5")]
    [InlineData(
        """{"orders":[{"id":"4","reference":"recharge:default:5349191060"},null,{"id":"5","number":"9","reference":"recharge:default:534919106"}]}""",
        "5"
    )]
    [InlineData("""{"orders":[{"id":"4","number":"9","reference":"RECHARGE:default:534919106"}]}""", null)]
    [InlineData("""{"orders":[{"id":"4","number":"9","reference":null}]}""", null)]
    [InlineData("""{"orders":[null]}""", null)]
    [InlineData("""{"orders":[]}""", null)]
    public async Task Find_trusts_an_exact_match_only(string answer, string? id)
    {
        _http.Answers(HttpStatusCode.OK, answer);
        var found = await Platform().FindAsync(Reference, CancellationToken.None);
        Assert.Equal<PlatformAnswer>(id is null ? new PlatformAnswer.NotFound() : There(id, "9"), found);
        Assert.Equal(
            "GET http://platform.test/api/orders?reference=recharge%3Adefault%3A534919106",
            Assert.Single(_http.Requests).Line
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"orders":null}""")]
    [InlineData("""{"orders":[{"id":"5","refer""")]
    [InlineData("""{"orders":[{"reference":"recharge:default:534919106"}]}""")]
    [InlineData("""{"orders":[{"id":"","reference":"recharge:default:534919106"}]}""")]
    public async Task Find_takes_no_unclear_answer_for_none(string answer)
    {
        _http.Answers(HttpStatusCode.OK, answer);
        Assert.Equal("Ambiguous malformed 200", Failure(await Platform().FindAsync(Reference, CancellationToken.None)));
    }

    [Fact]
    public async Task Find_that_is_refused_finds_nothing_out()
    {
        _http.Answers(HttpStatusCode.NotFound);
        Assert.Equal(
            "Transient wrong_address 404",
            Failure(await Platform().FindAsync(Reference, CancellationToken.None))
        );
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(200, null)]
    [InlineData(404, null)]
    [InlineData(410, null)]
    [InlineData(500, "Ambiguous server_error 500")]
    [InlineData(409, "Transient conflict 409")]
    public async Task Clearing_a_cart_that_is_gone_is_as_good(int status, string? failure)
    {
        _http.Answers((HttpStatusCode)status);
        Assert.Equal(failure, (await Platform().ClearCartAsync(new PlatformCart("c 1", "USD"), CancellationToken.None))?.ToString());
        Assert.Equal("DELETE http://platform.test/api/carts/c%201/items", Assert.Single(_http.Requests).Line);
    }

    [Theory]
    [InlineData(200, "Ok", null)]
    [InlineData(401, "Failed", "Correct Stores:default:Platform:ApiKey.")]
    [InlineData(403, "Failed", "Correct Stores:default:Platform:ApiKey.")]
    [InlineData(404, "Failed", "Correct Stores:default:Platform:BaseUrl.")]
    [InlineData(503, "Failed", "Try again; if it stays, ask who runs the platform.")]
    public async Task Check_asks_for_an_order_that_is_nobodys(int status, string severity, string? nextAct)
    {
        _http.Answers((HttpStatusCode)status, """{"orders":[]}""");
        var finding = Assert.Single(await Platform().CheckAsync(CancellationToken.None));
        Assert.Equal(("credentials", severity, nextAct), (finding.Code, finding.Severity.ToString(), finding.NextAct));
        Assert.Equal(
            "GET http://platform.test/api/orders?reference=recharge%3Adoctor%3A0",
            Assert.Single(_http.Requests).Line
        );
    }

    [Fact]
    public async Task Cart_that_an_address_names_is_not_shown_in_a_span()
    {
        string? shown = null;
        using var probe = new OptionsProbe(request => request.Options.TryGetValue(CallClients.ShownUrl, out shown));
        await TestPlatforms
            .Http(probe, "http://platform.test/api")
            .ClearCartAsync(new PlatformCart("opens-a-cart", "USD"), CancellationToken.None);
        Assert.Equal("http://platform.test/api/carts/*/items", shown);
    }

    [Fact]
    public async Task Nothing_is_repeated_and_the_operation_ends_with_its_time()
    {
        _http.Hangs();
        using var time = new CancellationTokenSource();
        var create = TestPlatforms.Http(_http, "http://platform.test").CreateAsync(s_order, time.Token);
        await time.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.False(Assert.Single(_http.Requests).Headers.ContainsKey("Authorization"));
    }

    private static string Failure(PlatformAnswer answer) =>
        Assert.IsType<PlatformAnswer.Failed>(answer).Failure.ToString();

    private static PlatformCancellation Cancellation(string id) => new(id, "USD", Reason: null);

    private static PlatformAnswer.Made Made(string id, string number) => new(new PlatformIds(id, number));

    private static PlatformAnswer.Existed There(string id, string number) => new(new PlatformIds(id, number));

    private HttpOrderPlatform Platform() =>
        TestPlatforms.Http(_http, "http://platform.test/api/", "key");

    private sealed class OptionsProbe(Action<HttpRequestMessage> look) : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            look(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}
