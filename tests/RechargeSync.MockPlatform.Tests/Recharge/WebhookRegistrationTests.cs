using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class WebhookRegistrationTests
{
    [Fact]
    public async Task Every_store_is_subscribed_to_seven_topics_at_start()
    {
        await using var mock = new MockHost();

        var webhooks = (await mock.GetRechargeAsync("/webhooks", MockHost.ClassicToken))["webhooks"]!.AsArray();

        Assert.Equal(
            [
                "http://receiver/webhooks/recharge/classic/charge/refunded",
                "http://receiver/webhooks/recharge/classic/checkout/processed",
                "http://receiver/webhooks/recharge/classic/order/cancelled",
                "http://receiver/webhooks/recharge/classic/order/created",
                "http://receiver/webhooks/recharge/classic/order/deleted",
                "http://receiver/webhooks/recharge/classic/order/processed",
                "http://receiver/webhooks/recharge/classic/order/updated",
            ],
            webhooks.Select(w => w!["address"]!.GetValue<string>()).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_webhook_can_be_made_read_changed_and_deleted()
    {
        await using var mock = new MockHost(("Mock:Webhooks:AutoSubscribe", "false"));
        using var created = await mock.RechargeAsync(
            HttpMethod.Post,
            "/webhooks",
            new
            {
                address = "https://host/a",
                topic = "order/created",
                version = "2021-11",
            }
        );
        var webhook = (await MockHost.JsonOf(created))["webhook"]!;
        var path = $"/webhooks/{webhook["id"]}";
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        using var changed = await mock.RechargeAsync(HttpMethod.Put, path, new { address = "https://host/b" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var read = (await mock.GetRechargeAsync(path))["webhook"]!;
        Assert.Equal(
            ("https://host/b", "order/created"),
            (read["address"]!.GetValue<string>(), read["topic"]!.GetValue<string>())
        );
        var others = (await mock.GetRechargeAsync("/webhooks", MockHost.ClassicToken))["webhooks"]!.AsArray();
        Assert.DoesNotContain(others, w => w!["id"]!.GetValue<long>() == read["id"]!.GetValue<long>());

        using var deleted = await mock.RechargeAsync(HttpMethod.Delete, path);
        using var gone = await mock.RechargeAsync(HttpMethod.Delete, path);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("""{"topic":"order/created"}""", "address")]
    [InlineData("""{"address":"https://host/a"}""", "topic")]
    [InlineData("""{"address":"somewhere","topic":"order/created"}""", "address")]
    [InlineData("""{"address":"ftp://host/a","topic":"order/created"}""", "address")]
    [InlineData("""{"address":"https://host/a","topic":"order/paid"}""", "topic")]
    [InlineData("""{"address":"https://host/a","topic":"order/created","version":"2020-01"}""", "version")]
    [InlineData(
        """{"address":"https://host/a","topic":"order/created","included_objects":["secrets"]}""",
        "included_objects"
    )]
    [InlineData("""{"address":"https://host/a","topic":"order/created","colour":"red"}""", "colour")]
    public async Task A_bad_registration_is_422_by_field(string body, string field)
    {
        await using var mock = new MockHost();

        using var response = await mock.RechargeAsync(HttpMethod.Post, "/webhooks", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            [field],
            (await MockHost.JsonOf(response))["errors"]!.AsObject().Select(e => e.Key),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_token_may_have_ten_webhooks_of_one_topic()
    {
        await using var mock = new MockHost(("Mock:Webhooks:AutoSubscribe", "false"));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            using var response = await mock.RechargeAsync(
                HttpMethod.Post,
                "/webhooks",
                new { address = "https://host/a", topic = "order/created" }
            );
            answers.Add(response.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Created, 10), HttpStatusCode.UnprocessableEntity], answers);
    }

    [Fact]
    public async Task A_test_event_goes_to_that_webhook_alone_and_asks_for_no_deed()
    {
        await using var mock = new MockHost();
        using var created = await mock.RechargeAsync(
            HttpMethod.Post,
            "/webhooks",
            new { address = "http://elsewhere/hook", topic = "order/created" }
        );
        var id = (await MockHost.JsonOf(created))["webhook"]!["id"];

        using var tested = await mock.RechargeAsync(HttpMethod.Post, $"/webhooks/{id}/test", "{}");
        await mock.QuietAsync();

        Assert.Equal(HttpStatusCode.OK, tested.StatusCode);
        var received = Assert.Single(mock.Receiver.All);
        Assert.Equal("http://elsewhere/hook", received.Address.ToString());
        Assert.Equal("queued", received.Json["order"]!["status"]!.GetValue<string>());
        Assert.Empty((await mock.AuditAsync())["orders"]!.AsArray());
    }

    [Fact]
    public async Task A_test_event_of_a_deletion_names_no_order_that_exists()
    {
        await using var mock = new MockHost(("Mock:Webhooks:AutoSubscribe", "false"));
        var bought = await mock.BuyAsync();
        using var created = await mock.RechargeAsync(
            HttpMethod.Post,
            "/webhooks",
            new { address = "http://elsewhere/hook", topic = "order/deleted" }
        );

        using var tested = await mock.RechargeAsync(
            HttpMethod.Post,
            $"/webhooks/{(await MockHost.JsonOf(created))["webhook"]!["id"]}/test",
            "{}"
        );
        await mock.QuietAsync();

        var told = Assert.Single(mock.Receiver.All);
        Assert.NotEqual(bought.OrderIds[0], told.OrderId);
        Assert.Single(told.Json["order"]!.AsObject());
    }
}
