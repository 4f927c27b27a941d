using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class AccessTests
{
    [Fact]
    public async Task A_wrong_token_is_401_and_still_shows_limit_and_request_id()
    {
        await using var mock = new MockHost();

        using var response = await mock.RechargeAsync(HttpMethod.Get, "/orders", token: "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"error":"bad authentication"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("1/40", Header(response, "X-Recharge-Limit"));
        Assert.Equal("2021-01", Header(response, "X-Recharge-Version"));
        Assert.NotEmpty(Header(response, "X-Request-Id"));
    }

    [Fact]
    public async Task No_token_at_all_is_401()
    {
        await using var mock = new MockHost();

        using var response = await mock.Http.GetAsync(new Uri("/recharge/orders/1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_version_is_426()
    {
        await using var mock = new MockHost();

        using var response = await mock.RechargeAsync(HttpMethod.Get, "/orders", version: "2020-01");

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Contains("2020-01", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/orders/12")]
    [InlineData("/orders/abc")]
    [InlineData("/charges/12")]
    [InlineData("/checkouts/nothing")]
    [InlineData("/webhooks/12")]
    [InlineData("/no/such/route")]
    public async Task What_is_not_there_is_404_in_Recharges_words(string path)
    {
        await using var mock = new MockHost();

        using var response = await mock.RechargeAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""{"errors":"Not Found"}""", await response.Content.ReadAsStringAsync());
        Assert.NotEmpty(Header(response, "X-Recharge-Limit"));
        Assert.NotEmpty(Header(response, "X-Request-Id"));
    }

    [Fact]
    public async Task A_method_that_a_resource_lacks_is_405()
    {
        await using var mock = new MockHost();

        using var response = await mock.RechargeAsync(HttpMethod.Post, "/charges/1");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Stores_do_not_see_each_others_records()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync();

        using var other = await mock.RechargeAsync(
            HttpMethod.Get,
            $"/orders/{bought.OrderIds[0]}",
            token: MockHost.ClassicToken
        );

        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task The_bucket_holds_40_calls_and_leaks_2_per_second()
    {
        await using var mock = new MockHost(("Mock:RateLimit:BucketSize", "40"));
        for (var call = 1; call <= 40; call++)
        {
            using var fits = await mock.RechargeAsync(HttpMethod.Get, "/webhooks");
            Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
            Assert.Equal($"{call}/40", Header(fits, "X-Recharge-Limit"));
        }

        using var over = await mock.RechargeAsync(HttpMethod.Get, "/webhooks");
        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
        Assert.Equal("""{"warning":"too many requests"}""", await over.Content.ReadAsStringAsync());
        Assert.Equal("40/40", Header(over, "X-Recharge-Limit"));
        Assert.Null(over.Headers.RetryAfter);

        mock.Time.Advance(TimeSpan.FromSeconds(0.5));
        using var leaked = await mock.RechargeAsync(HttpMethod.Get, "/webhooks");
        using var full = await mock.RechargeAsync(HttpMethod.Get, "/webhooks");
        Assert.Equal(HttpStatusCode.OK, leaked.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, full.StatusCode);

        var counts = (await mock.AuditAsync())["recharge"]!;
        Assert.Equal(43, counts["calls"]!.GetValue<int>());
        Assert.Equal(2, counts["throttled"]!.GetValue<int>());
        Assert.Equal(2, counts["overflowed"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_virtual_clock_does_not_empty_the_bucket()
    {
        await using var mock = new MockHost(("Mock:RateLimit:BucketSize", "1"));
        await mock.GetRechargeAsync("/webhooks");
        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 1 });

        using var response = await mock.RechargeAsync(HttpMethod.Get, "/webhooks");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Each_token_has_a_bucket_of_its_own_and_a_reset_empties_them()
    {
        await using var mock = new MockHost(
            ("Mock:RateLimit:BucketSize", "1"),
            ("Mock:Stores:classic:RateLimit:BucketSize", "5")
        );
        await mock.GetRechargeAsync("/webhooks");

        using var other = await mock.RechargeAsync(HttpMethod.Get, "/webhooks", token: MockHost.ClassicToken);
        Assert.Equal("1/5", Header(other, "X-Recharge-Limit"));

        await mock.ControlAsync(HttpMethod.Post, "/reset");
        using var again = await mock.RechargeAsync(HttpMethod.Get, "/webhooks");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_token_prefix_scales_rate_and_bucket()
    {
        await using var mock = new MockHost(
            ("Mock:RateLimit:BucketSize", "2"),
            ("Mock:Stores:default:AccessToken", "sk_2x3_abc")
        );
        for (var call = 1; call <= 6; call++)
        {
            using var fits = await mock.RechargeAsync(HttpMethod.Get, "/webhooks", token: "sk_2x3_abc");
            Assert.Equal($"{call}/6", Header(fits, "X-Recharge-Limit"));
        }

        mock.Time.Advance(TimeSpan.FromSeconds(0.25));
        using var leaked = await mock.RechargeAsync(HttpMethod.Get, "/webhooks", token: "sk_2x3_abc");
        using var full = await mock.RechargeAsync(HttpMethod.Get, "/webhooks", token: "sk_2x3_abc");
        Assert.Equal(HttpStatusCode.OK, leaked.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, full.StatusCode);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        Assert.Single(response.Headers.GetValues(name));
}
