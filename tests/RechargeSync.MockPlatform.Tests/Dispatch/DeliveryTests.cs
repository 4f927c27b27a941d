using System.Net;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Dispatch;

public sealed class DeliveryTests
{
    [Fact]
    public async Task A_delivery_goes_to_the_path_of_store_and_topic_with_both_signatures()
    {
        await using var mock = new MockHost();
        await mock.BuyAsync();
        await mock.QuietAsync();

        var received = Assert.Single(mock.Receiver.Of("order/created"));
        var secret = "test_client_secret"u8.ToArray();
        var signedAt = MockHost.Start.ToUnixTimeSeconds();
        Assert.Equal("http://receiver/webhooks/recharge/default/order/created", received.Address.ToString());
        Assert.Equal(WebhookSignature.Legacy(secret, received.Body), received.Headers["X-Recharge-Hmac-Sha256"]);
        Assert.Equal(
            $"t={signedAt},v1={WebhookSignature.V1(secret, signedAt, received.Body)}",
            received.Headers["X-Recharge-Webhook-Signature"]
        );
        Assert.Equal($"{signedAt}", received.Headers["X-Recharge-Webhook-Timestamp"]);
        Assert.Equal("application/json", received.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Signatures_carry_real_time_even_when_the_calendar_has_jumped()
    {
        await using var mock = new MockHost();
        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 400 });
        await mock.BuyAsync();
        await mock.QuietAsync();

        Assert.All(
            mock.Receiver.All,
            r => Assert.Equal($"{MockHost.Start.ToUnixTimeSeconds()}", r.Headers["X-Recharge-Webhook-Timestamp"])
        );
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_twenty_times_and_then_its_subscription_is_gone()
    {
        await using var mock = new MockHost();
        mock.Receiver.Answer = (r, _) =>
            Task.FromResult(r.Topic == "checkout/processed" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        await mock.BuyAsync();
        var schedule = new RetrySchedule(360);
        for (var attempt = 1; attempt < RetrySchedule.Attempts; attempt++)
        {
            await mock.Time.UntilTimerAsync(schedule.WaitAfter(attempt));
            Assert.Equal(7, (await Webhooks(mock)).Count);
            mock.Time.Advance(schedule.WaitAfter(attempt));
        }

        await mock.QuietAsync();

        Assert.Equal(20, mock.Receiver.Of("checkout/processed").Count);
        Assert.DoesNotContain("checkout/processed", await Webhooks(mock), StringComparer.Ordinal);
        Assert.Equal(6, (await Webhooks(mock)).Count);
        var counts = (await mock.AuditAsync())["webhooks"]!;
        Assert.Equal(3, counts["fired"]!.GetValue<int>());
        Assert.Equal(2, counts["delivered"]!.GetValue<int>());
        Assert.Equal(20, counts["failed"]!.GetValue<int>());
        Assert.Equal(0, counts["pending"]!.GetValue<int>());
        var row = (await mock.ControlAsync(HttpMethod.Get, "/deliveries"))["deliveries"]!
            .AsArray()
            .Single(d => d!["topic"]!.GetValue<string>() == "checkout/processed")!;
        Assert.Equal("abandoned", row["status"]!.GetValue<string>());
        Assert.Equal(20, row["attempts"]!.GetValue<int>());
        Assert.Equal(500, row["lastStatusCode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_delivery_that_succeeds_at_the_second_attempt_is_delivered_once()
    {
        await using var mock = new MockHost();
        var failed = 0;
        mock.Receiver.Answer = (r, _) =>
            Task.FromResult(
                r.Topic == "order/created" && Interlocked.Increment(ref failed) == 1
                    ? HttpStatusCode.ServiceUnavailable
                    : HttpStatusCode.OK
            );
        await mock.BuyAsync();
        var wait = new RetrySchedule(360).WaitAfter(1);
        await mock.Time.UntilTimerAsync(wait);
        mock.Time.Advance(wait);
        await mock.QuietAsync();

        Assert.Equal(2, mock.Receiver.Of("order/created").Count);
        Assert.Equal(mock.Receiver.Of("order/created")[0].Body, mock.Receiver.Of("order/created")[1].Body);
        Assert.Equal(7, (await Webhooks(mock)).Count);
    }

    [Fact]
    public async Task An_answer_that_takes_longer_than_five_seconds_is_a_failure()
    {
        await using var mock = new MockHost();
        mock.Receiver.Answer = async (r, cancellationToken) =>
        {
            if (r.Topic == "order/processed")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return HttpStatusCode.OK;
        };
        await mock.BuyAsync();
        await mock.Receiver.UntilAsync(3);
        mock.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, (await mock.AuditAsync())["webhooks"]!["failed"]!.GetValue<int>());

        mock.Time.Advance(TimeSpan.FromSeconds(0.1));
        await mock.Time.UntilTimerAsync(new RetrySchedule(360).WaitAfter(1));

        Assert.Equal(1, (await mock.AuditAsync())["webhooks"]!["failed"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Whether_a_4xx_is_retried_can_be_chosen(string retry, int pending)
    {
        await using var mock = new MockHost(("Mock:Webhooks:RetryClientErrors", retry));
        mock.Receiver.Answer = (r, _) =>
            Task.FromResult(r.Topic == "order/created" ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        await mock.BuyAsync();
        if (pending > 0)
        {
            await mock.Time.UntilTimerAsync(new RetrySchedule(360).WaitAfter(1));
        }
        else
        {
            await mock.QuietAsync();
        }

        Assert.Single(mock.Receiver.Of("order/created"));
        Assert.Equal(1, (await mock.AuditAsync())["webhooks"]!["failed"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(null, "default", "2021-11")]
    [InlineData(null, "classic", "2021-01")]
    [InlineData("2021-01", "default", "2021-01")]
    [InlineData("2021-11", "classic", "2021-11")]
    public async Task The_body_has_the_version_of_the_checkout_else_of_the_store(
        string? asked,
        string store,
        string expected
    )
    {
        await using var mock = new MockHost();
        await mock.BuyAsync(store: store, apiVersion: asked);
        await mock.QuietAsync();

        var order = Assert.Single(mock.Receiver.Of("order/created")).Json["order"]!.AsObject();
        Assert.Equal(expected == "2021-01" ? "SUCCESS" : "success", order["status"]!.GetValue<string>());
        Assert.Equal(expected == "2021-01", order.ContainsKey("charge_id"));
    }

    [Fact]
    public async Task A_subscription_with_a_version_and_included_objects_gets_both()
    {
        await using var mock = new MockHost(("Mock:Webhooks:AutoSubscribe", "false"));
        using var created = await mock.RechargeAsync(
            HttpMethod.Post,
            "/webhooks",
            new
            {
                address = "http://elsewhere/hook",
                topic = "order/created",
                version = "2021-01",
                included_objects = new[] { "customer", "metafields" },
            }
        );
        await mock.BuyAsync();
        await mock.QuietAsync();

        var received = Assert.Single(mock.Receiver.All);
        Assert.Equal("http://elsewhere/hook", received.Address.ToString());
        Assert.Equal("SUCCESS", received.Json["order"]!["status"]!.GetValue<string>());
        Assert.Equal("ada.tester@example.com", received.Json["customer"]!["email"]!.GetValue<string>());
        Assert.IsType<JsonArray>(received.Json["metafields"]);
    }

    [Fact]
    public async Task Two_identical_subscriptions_deliver_every_event_twice()
    {
        await using var mock = new MockHost();
        using var again = await mock.RechargeAsync(
            HttpMethod.Post,
            "/webhooks",
            new { address = "http://receiver/webhooks/recharge/default/order/created", topic = "order/created" }
        );
        await mock.BuyAsync();
        await mock.QuietAsync();

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(2, mock.Receiver.Of("order/created").Count);
    }

    private static async Task<IReadOnlyList<string>> Webhooks(MockHost mock) =>
        [
            .. (await mock.GetRechargeAsync("/webhooks"))["webhooks"]!
                .AsArray()
                .Select(w => w!["topic"]!.GetValue<string>()),
        ];
}
