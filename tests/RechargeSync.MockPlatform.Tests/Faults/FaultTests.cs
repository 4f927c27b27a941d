using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Faults;

public sealed class FaultTests
{
    private const string Order = """{"reference":"r","lines":[]}""";

    [Fact]
    public async Task Errors_are_500_and_503_and_nothing_happens()
    {
        await using var mock = new MockHost(("Mock:Faults:Seed", "1"));
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { platform = new { errorRate = 1 } });
        var seen = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            using var response = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order, "k");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            seen.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable], seen.Order());
        Assert.Empty((await mock.AuditAsync())["platformOrders"]!.AsArray());
    }

    [Fact]
    public async Task A_late_create_comes_true_for_each_call_whatever_its_key()
    {
        await using var mock = new MockHost();
        var late = TimeSpan.FromSeconds(7);
        await mock.ControlAsync(
            HttpMethod.Put,
            "/faults",
            new { platform = new { lateCreateMs = late.TotalMilliseconds } }
        );

        using var first = await CreateAsync();
        using var second = await CreateAsync();

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], [first.StatusCode, second.StatusCode]);
        Assert.Equal(2, (await mock.AuditAsync())["platformOrders"]!.AsArray().Count);

        async Task<HttpResponseMessage> CreateAsync()
        {
            var answer = mock.PlatformAsync(HttpMethod.Post, "/orders", Order, "k");
            await mock.Time.UntilTimerAsync(late);
            mock.Time.Advance(late);
            return await answer;
        }
    }

    [Fact]
    public async Task A_rate_limited_platform_says_when_to_come_back()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(
            HttpMethod.Put,
            "/faults",
            new { platform = new { rateLimitRate = 1, retryAfterSeconds = 7 } }
        );

        using var response = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order, "k");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task A_rate_limited_Recharge_warns_and_names_a_wait_only_when_told_to(int? seconds)
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(
            HttpMethod.Put,
            "/faults",
            new { recharge = new { rateLimitRate = 1, retryAfterSeconds = seconds } }
        );

        using var response = await mock.RechargeAsync(HttpMethod.Get, "/orders");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("""{"warning":"too many requests"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(seconds, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        var counts = (await mock.AuditAsync())["recharge"]!;
        Assert.Equal((1, 0), (counts["throttled"]!.GetValue<int>(), counts["overflowed"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_ambiguous_create_happens_but_is_not_answered()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { platform = new { ambiguousRate = 1 } });

        await Assert.ThrowsAnyAsync<Exception>(() => mock.PlatformAsync(HttpMethod.Post, "/orders", Order, "k"));

        Assert.Equal(
            1,
            Assert.Single((await mock.AuditAsync())["platformOrders"]!.AsArray())!["createCalls"]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task An_ambiguous_write_back_happens_but_is_not_answered()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { recharge = new { ambiguousRate = 1 } });

        await Assert.ThrowsAnyAsync<Exception>(() =>
            mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", new { external_order_id = new { ecommerce = "9" } })
        );

        Assert.Equal("9", (await mock.AuditAsync())["orders"]![0]!["externalOrderId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_malformed_answer_is_200_with_half_a_body_after_the_effect()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { recharge = new { malformedRate = 1 } });

        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/orders/{id}",
            new { external_order_id = new { ecommerce = "9" } }
        );

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var body = await put.Content.ReadAsStringAsync();
        Assert.StartsWith("{\"order\"", body, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(body));
        Assert.Equal(1, (await mock.AuditAsync())["orders"]![0]!["idWrites"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_caller_gives_up_and_nothing_has_happened()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { platform = new { hangRate = 1 } });
        using var patience = new CancellationTokenSource();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/platform/orders?reference=r")
        {
            Headers = { { "Authorization", "Bearer platform-key" } },
        };
        var call = mock.Http.SendAsync(request, patience.Token);
        await mock.Time.UntilTimerAsync(TimeSpan.FromMinutes(2));
        Assert.False(call.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_hanging_call_is_cut_off_in_the_end()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { recharge = new { hangRate = 1 } });

        var call = mock.RechargeAsync(HttpMethod.Get, "/orders");
        await mock.Time.UntilTimerAsync(TimeSpan.FromMinutes(2));
        mock.Time.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    [Fact]
    public async Task Latency_delays_every_call_of_its_side_only()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { recharge = new { latencyMs = 1500 } });

        var slow = mock.RechargeAsync(HttpMethod.Get, "/orders");
        await mock.Time.UntilTimerAsync(TimeSpan.FromMilliseconds(1500));
        using var other = await mock.PlatformAsync(HttpMethod.Get, "/orders?reference=r");
        Assert.False(slow.IsCompleted);
        mock.Time.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await slow).StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Faults_never_touch_control_or_health_and_can_be_switched_off()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(
            HttpMethod.Put,
            "/faults",
            new { platform = new { errorRate = 1 }, recharge = new { errorRate = 1 } }
        );

        using var health = await mock.Http.GetAsync(new Uri("/health", UriKind.Relative));
        await mock.BuyAsync();
        await mock.ControlAsync(HttpMethod.Delete, "/faults");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        await mock.GetRechargeAsync("/orders");
    }

    [Theory]
    [InlineData("""{"platform":{"errorRate":1.5}}""", "platform.errorRate")]
    [InlineData("""{"recharge":{"hangRate":-0.1}}""", "recharge.hangRate")]
    [InlineData("""{"recharge":{"latencyMs":-1}}""", "recharge.latencyMs")]
    [InlineData("""{"webhooks":{"dropRate":2}}""", "webhooks.dropRate")]
    [InlineData("""{"webhooks":{"duplicates":-1}}""", "webhooks.duplicates")]
    [InlineData("""{"platfrom":{}}""", "platfrom")]
    [InlineData("""{"platform":{"errorRte":1}}""", "errorRte")]
    [InlineData("""{"platform":null}""", "Platform")]
    [InlineData("""{"platform":{"errorRate":"high"}}""", "errorRate")]
    [InlineData("nonsense", "invalid")]
    public async Task A_dial_that_is_out_of_range_or_unknown_is_400_and_changes_nothing(string body, string named)
    {
        await using var mock = new MockHost();

        using var response = await mock.ControlAnswerAsync(HttpMethod.Put, "/faults", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            0,
            (await mock.ControlAsync(HttpMethod.Get, "/faults"))["platform"]!["errorRate"]!.GetValue<double>()
        );
    }

    [Fact]
    public async Task A_part_that_a_PUT_leaves_out_is_switched_off()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { platform = new { errorRate = 1 } });
        await mock.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new { duplicates = 1 } });

        using var response = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order, "k");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
