using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

public sealed class HttpOutcomeTests
{
    private static readonly Uri s_address = new("http://platform.test/orders");

    [Theory]
    [InlineData(400, nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(401, nameof(CallFailureKind.Transient), "unauthorized")]
    [InlineData(301, nameof(CallFailureKind.Ambiguous), "redirected")]
    [InlineData(402, nameof(CallFailureKind.Ambiguous), "request_failed")]
    [InlineData(403, nameof(CallFailureKind.Transient), "unauthorized")]
    [InlineData(404, nameof(CallFailureKind.Permanent), "not_found")]
    [InlineData(405, nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(406, nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(408, nameof(CallFailureKind.Ambiguous), "timeout")]
    [InlineData(409, nameof(CallFailureKind.Transient), "conflict")]
    [InlineData(410, nameof(CallFailureKind.Permanent), "not_found")]
    [InlineData(415, nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(422, nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(426, nameof(CallFailureKind.Permanent), "refused")]
    [InlineData(429, nameof(CallFailureKind.Transient), "throttled")]
    [InlineData(500, nameof(CallFailureKind.Ambiguous), "server_error")]
    [InlineData(501, nameof(CallFailureKind.Permanent), "not_implemented")]
    [InlineData(502, nameof(CallFailureKind.Ambiguous), "server_error")]
    [InlineData(503, nameof(CallFailureKind.Ambiguous), "server_error")]
    [InlineData(504, nameof(CallFailureKind.Ambiguous), "server_error")]
    [InlineData(599, nameof(CallFailureKind.Ambiguous), "server_error")]
    public async Task Status_decides_what_a_failure_allows(int status, string kind, string reason)
    {
        var failure = (
            await SendAsync(new StubHandler().Answers((HttpStatusCode)status, "{\"error\":\"why\"}"))
        ).Failure!;
        Assert.Equal(
            (kind, reason, status, "{\"error\":\"why\"}"),
            (failure.Kind.ToString(), failure.Reason, failure.Status!.Value, failure.Detail)
        );
    }

    [Theory]
    [InlineData(301, nameof(Blame.Side))]
    [InlineData(400, nameof(Blame.Order))]
    [InlineData(401, nameof(Blame.Side))]
    [InlineData(402, nameof(Blame.Order))]
    [InlineData(403, nameof(Blame.Side))]
    [InlineData(404, nameof(Blame.Order))]
    [InlineData(407, nameof(Blame.Side))]
    [InlineData(408, nameof(Blame.Unknown))]
    [InlineData(409, nameof(Blame.Order))]
    [InlineData(422, nameof(Blame.Order))]
    [InlineData(429, nameof(Blame.Unknown))]
    [InlineData(500, nameof(Blame.Side))]
    [InlineData(501, nameof(Blame.Order))]
    [InlineData(503, nameof(Blame.Side))]
    public async Task Status_tells_whom_a_failure_speaks_of(int status, string blame) =>
        Assert.Equal(
            blame,
            (await SendAsync(new StubHandler().Answers((HttpStatusCode)status, ""))).Failure!.Blame.ToString()
        );

    [Theory]
    [InlineData(401, "Transient unauthorized 401", nameof(Blame.Side))]
    [InlineData(404, "Transient wrong_address 404", nameof(Blame.Side))]
    [InlineData(405, "Transient wrong_address 405", nameof(Blame.Side))]
    [InlineData(410, "Transient wrong_address 410", nameof(Blame.Side))]
    [InlineData(501, "Transient wrong_address 501", nameof(Blame.Side))]
    [InlineData(422, "Permanent refused 422", nameof(Blame.Order))]
    public async Task Address_that_every_platform_has_and_this_one_does_not_know_is_no_fault_of_the_order(
        int status,
        string expected,
        string blame
    )
    {
        var failure = (await SendAsync(new StubHandler().Answers((HttpStatusCode)status, ""))).FailureOfKnownAddress!;
        Assert.Equal((expected, blame), (failure.ToString(), failure.Blame.ToString()));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Success_is_no_failure(int status)
    {
        var outcome = await SendAsync(new StubHandler().Answers((HttpStatusCode)status, "{}"));
        Assert.True(outcome.IsSuccess);
        Assert.Equal((HttpStatusCode)status, outcome.Status);
    }

    [Fact]
    public async Task Wait_that_the_other_side_asks_for_and_its_request_id_are_kept()
    {
        var failure = (
            await SendAsync(
                new StubHandler().Answers(
                    HttpStatusCode.TooManyRequests,
                    "",
                    response =>
                    {
                        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
                        response.Headers.Add("X-Request-Id", "req-1");
                    }
                )
            )
        ).Failure!;
        Assert.Equal((TimeSpan.FromSeconds(7), "req-1"), (failure.RetryAfter, failure.RequestId));
    }

    [Theory]
    [InlineData(null, 90)]
    [InlineData("Wed, 21 Oct 2026 07:29:10 GMT", 20)]
    [InlineData("Wed, 21 Oct 2026 07:30:00 GMT", null)]
    public async Task Wait_until_a_date_counts_from_the_other_sides_time_where_it_tells_that(string? date, int? seconds)
    {
        var outcome = await SendAsync(
            new StubHandler().Answers(
                HttpStatusCode.ServiceUnavailable,
                "",
                response =>
                {
                    response.Headers.TryAddWithoutValidation("Retry-After", "Wed, 21 Oct 2026 07:29:30 GMT");
                    if (date is not null)
                    {
                        response.Headers.TryAddWithoutValidation("Date", date);
                    }
                }
            ),
            new FakeTimeProvider(new DateTimeOffset(2026, 10, 21, 7, 28, 0, TimeSpan.Zero))
        );
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, outcome.Failure!.RetryAfter);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Tue, 21 Oct 1997 07:28:00 GMT")]
    [InlineData("soon")]
    public async Task Wait_that_is_over_or_cannot_be_read_is_none(string retryAfter)
    {
        var outcome = await SendAsync(
            new StubHandler().Answers(
                HttpStatusCode.TooManyRequests,
                "",
                response => response.Headers.TryAddWithoutValidation("Retry-After", retryAfter)
            )
        );
        Assert.Null(outcome.Failure!.RetryAfter);
    }

    [Fact]
    public async Task Call_without_an_answer_in_time_may_have_had_its_effect()
    {
        var clock = new FakeTimeProvider();
        var call = SendAsync(new StubHandler().Hangs(), clock);
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("Ambiguous timeout ", (await call).Failure!.ToString());
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, "Transient unreachable ")]
    [InlineData(HttpRequestError.NameResolutionError, "Transient unreachable ")]
    [InlineData(HttpRequestError.ResponseEnded, "Ambiguous broken ")]
    [InlineData(HttpRequestError.SecureConnectionError, "Ambiguous broken ")]
    [InlineData(HttpRequestError.Unknown, "Ambiguous broken ")]
    public async Task Only_a_connection_that_never_was_proves_that_nothing_happened(
        HttpRequestError error,
        string expected
    ) =>
        Assert.Equal(
            expected,
            (await SendAsync(new StubHandler().Throws(new HttpRequestException(error, "no")))).Failure!.ToString()
        );

    [Fact]
    public async Task Connection_that_breaks_within_the_body_may_have_had_its_effect()
    {
        var broken = new StubHandler().Answers(_ =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created) { Content = new BrokenContent() })
        );
        Assert.Equal("Ambiguous broken ", (await SendAsync(broken)).Failure!.ToString());
    }

    [Fact]
    public async Task Callers_cancellation_travels()
    {
        using var caller = new CancellationTokenSource();
        var call = HttpOutcome.SendAsync(
            new StubHandler().Hangs().CreateClient(""),
            new HttpRequestMessage(HttpMethod.Get, s_address),
            TimeSpan.FromSeconds(10),
            AnswerLimit.Ids,
            new FakeTimeProvider(),
            caller.Token
        );
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Detail_is_cut_and_holds_nothing_that_cannot_be_stored()
    {
        var failure = (
            await SendAsync(new StubHandler().Answers(HttpStatusCode.BadRequest, "\0" + new string('x', 5000)))
        ).Failure!;
        Assert.Equal(new string('x', 1999), failure.Detail);
    }

    [Fact]
    public async Task Malformed_success_is_ambiguous_and_shows_what_came()
    {
        var outcome = await SendAsync(new StubHandler().Answers(HttpStatusCode.OK, "{\"order\":{\"id\""));
        var failure = outcome.Malformed("the body is not JSON");
        Assert.Equal("Ambiguous malformed 200", failure.ToString());
        Assert.Equal("the body is not JSON: {\"order\":{\"id\"", failure.Detail);
    }

    [Theory]
    [InlineData(200, AnswerLimit.Ids, "Ambiguous malformed 200")]
    [InlineData(404, AnswerLimit.Refusal, "Permanent not_found 404")]
    public async Task Answer_without_end_is_read_to_its_limit_and_no_further(int status, int limit, string expected)
    {
        using var endless = new LongContent(64 << 20);
        var outcome = await SendAsync(
            new StubHandler().Answers(_ =>
                Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = endless })
            )
        );
        Assert.Equal(expected, outcome.Failure!.ToString());
        Assert.Equal(limit, outcome.Body.Length);
        Assert.InRange(endless.Given, limit, limit + 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(AnswerLimit.Ids - 1)]
    [InlineData(AnswerLimit.Ids)]
    public async Task Answer_within_its_limit_is_read_whole(int length)
    {
        using var content = new LongContent(length);
        var outcome = await SendAsync(
            new StubHandler().Answers(_ =>
                Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content })
            )
        );
        Assert.True(outcome.IsSuccess);
        Assert.Equal(length, outcome.Body.Length);
    }

    [Fact]
    public async Task Request_id_is_cut()
    {
        var outcome = await SendAsync(
            new StubHandler().Answers(
                HttpStatusCode.BadGateway,
                "",
                response => response.Headers.Add("X-Request-Id", new string('7', 5000))
            )
        );
        Assert.Equal(new string('7', 200), outcome.Failure!.RequestId);
    }

    [Fact]
    public void What_a_failure_says_is_cut_between_two_characters() =>
        Assert.Equal(
            new string('x', 1999),
            new CallFailure(
                CallFailureKind.Permanent,
                "refused",
                Detail: new string('x', 1999) + "\U0001F345 red"
            ).Detail
        );

    [Fact]
    public async Task Silence_speaks_of_the_side()
    {
        var clock = new FakeTimeProvider();
        var hanging = SendAsync(new StubHandler().Hangs(), clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        var away = SendAsync(
            new StubHandler().Throws(new HttpRequestException(HttpRequestError.ConnectionError, "no")),
            clock
        );
        var broken = SendAsync(
            new StubHandler().Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "no")),
            clock
        );
        Assert.All(
            await Task.WhenAll(hanging, away, broken),
            outcome => Assert.Equal(Blame.Side, outcome.Failure!.Blame)
        );
    }

    private static Task<HttpOutcome> SendAsync(StubHandler handler, TimeProvider? clock = null) =>
        HttpOutcome.SendAsync(
            handler.CreateClient(""),
            new HttpRequestMessage(HttpMethod.Post, s_address),
            TimeSpan.FromSeconds(10),
            AnswerLimit.Ids,
            clock ?? new FakeTimeProvider(),
            CancellationToken.None
        );

    private sealed class BrokenContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new IOException("reset", new SocketException((int)SocketError.ConnectionReset));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A body whose length nobody has announced, and which counts how much of it was taken.</summary>
    private sealed class LongContent(int length) : HttpContent
    {
        private readonly CountedStream _stream = new(length);

        public long Given => _stream.Given;

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(_stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            _stream.CopyToAsync(stream, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class CountedStream(int length) : MemoryStream(new byte[length], writable: false)
    {
        public long Given { get; private set; }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            Given += read;
            return read;
        }
    }
}
