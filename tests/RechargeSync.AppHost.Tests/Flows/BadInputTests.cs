using System.Net;
using System.Text;
using RechargeSync.AppHost.Tests.Driving;
using RechargeSync.Testing;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>
/// What is not rightly signed leaves no trace; what is signed and not understood is kept with its reason.
/// </summary>
[Collection(OneSystem.Name)]
public sealed class BadInputTests(RunningSystem system)
{
    private const string Path = "/webhooks/recharge/default/order/created";
    private const string Timestamped = WebhookSigner.TimestampedHeader;
    private const string Legacy = WebhookSigner.LegacyHeader;

    [Fact]
    public async Task Missing_signature_is_401() => await AssertRefusedAsync(HttpStatusCode.Unauthorized, Path, Body());

    [Fact]
    public async Task Wrong_signature_is_401() =>
        await AssertRefusedAsync(
            HttpStatusCode.Unauthorized,
            Path,
            Body(),
            (Timestamped, $"t={Now()},v1={new string('0', 64)}")
        );

    [Fact]
    public async Task Truncated_signature_is_401()
    {
        var body = Body();
        await AssertRefusedAsync(
            HttpStatusCode.Unauthorized,
            Path,
            body,
            (Timestamped, $"t={Now()},v1={WebhookSigner.Hash(Shop.Default.ClientSecret, Now(), body)[..40]}")
        );
    }

    [Fact]
    public async Task Signature_over_other_bytes_is_401() =>
        await AssertRefusedAsync(
            HttpStatusCode.Unauthorized,
            Path,
            Body(),
            (Timestamped, $"t={Now()},v1={WebhookSigner.Hash(Shop.Default.ClientSecret, Now(), Body())}")
        );

    [Fact]
    public async Task Signature_of_another_store_is_401()
    {
        var body = Body();
        await AssertRefusedAsync(
            HttpStatusCode.Unauthorized,
            Path,
            body,
            (Timestamped, WebhookSigner.Timestamped(Shop.Classic.ClientSecret, TimeProvider.System.GetUtcNow(), body))
        );
    }

    [Fact]
    public async Task Right_legacy_signature_does_not_help_a_wrong_timestamped_one()
    {
        var body = Body();
        await AssertRefusedAsync(
            HttpStatusCode.Unauthorized,
            Path,
            body,
            (Legacy, WebhookSigner.Legacy(Shop.Default.ClientSecret, body)),
            (Timestamped, $"t={Now()},v1={new string('0', 64)}")
        );
    }

    /// <summary>The stores of development say so, that both schemes can be played.</summary>
    [Fact]
    public async Task Legacy_signature_alone_is_accepted_where_a_store_says_so()
    {
        var order = new ShopOrder(Shop.Default) { Status = "queued" };
        var body = Encoding.UTF8.GetBytes(order.Webhook());

        var receipt = await system.Driver.SendAsync(
            Path,
            body,
            (Legacy, WebhookSigner.Legacy(Shop.Default.ClientSecret, body))
        );

        Assert.Equal("stored", receipt.Verdict);
    }

    [Fact]
    public async Task Ten_megabytes_are_413() =>
        await AssertRefusedAsync(HttpStatusCode.RequestEntityTooLarge, Path, new byte[10 * 1024 * 1024]);

    [Theory]
    [InlineData("/webhooks/recharge/nowhere/order/created")]
    [InlineData("/webhooks/recharge/default/order/upcoming")]
    [InlineData("/webhooks/recharge/default/charge/paid")]
    public async Task Unknown_store_or_topic_is_404(string path)
    {
        var body = Body();
        await AssertRefusedAsync(
            HttpStatusCode.NotFound,
            path,
            body,
            (Legacy, WebhookSigner.Legacy(Shop.Default.ClientSecret, body))
        );
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("not json", "not JSON")]
    [InlineData("{\"order\":{\"id\":1", "not JSON")]
    [InlineData("[1,2]", "not an object")]
    [InlineData("{\"charge\":{\"id\":1}}", "'order' is missing")]
    [InlineData("{\"order\":7}", "'order' is not an object")]
    [InlineData("{\"order\":{\"status\":\"success\"}}", "'id' is missing")]
    [InlineData("{\"order\":{\"id\":null}}", "'id'")]
    [InlineData("{\"order\":{\"id\":\"None\"}}", "'id'")]
    [InlineData("{\"order\":{\"id\":{\"ecommerce\":\"1\"}}}", "'id'")]
    [InlineData("{\"order\":{\"id\":-3}}", "'id'")]
    public async Task Signed_and_not_understood_is_200_and_quarantined_with_its_reason(string body, string reason)
    {
        var first = await system.Driver.DeliverAsync("order/created", body, Shop.Default);
        var again = await system.Driver.DeliverAsync("order/created", body, Shop.Default);

        Assert.Equal((HttpStatusCode.OK, "quarantined"), (first.Status, first.Verdict));
        Assert.Equal((HttpStatusCode.OK, "duplicate"), (again.Status, again.Verdict));
        Assert.Contains(reason, await system.Driver.QuarantineReasonAsync(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_id_as_text_is_the_same_order_as_its_number()
    {
        var order = new ShopOrder(Shop.Default);
        await system.Driver.SeedAsync(order);
        var text = order.Webhook().Replace($"\"id\":{order.Id}", $"\"id\":\"{order.Id}\"", StringComparison.Ordinal);

        await system.Driver.DeliverAsync("order/created", text, Shop.Default);
        await system.Driver.DeliverAsync("order/processed", order);

        await system.Driver.UntilAsync(a => a.OrderOf(order.Id).ExternalOrderId is not null, "the ids are written");
        await system.Driver.UntilRestsAsync(order);
        Assert.Equal(1, Assert.Single((await system.Driver.AuditAsync()).Placed(order.Reference)).CreateCalls);
    }

    [Fact]
    public async Task Shape_that_breaks_the_rules_inside_is_quarantined_by_the_worker()
    {
        var order = new ShopOrder(Shop.Default);
        var body = order.Webhook().Replace("\"quantity\":1", "\"quantity\":\"two\"", StringComparison.Ordinal);

        var receipt = await system.Driver.DeliverAsync("order/created", body, Shop.Default);

        Assert.Equal("stored", receipt.Verdict);
        await system.Driver.UntilRestsAsync(order);
        Assert.Contains("quantity", await system.Driver.QuarantineReasonAsync(body), StringComparison.Ordinal);
        Assert.Empty((await system.Driver.AuditAsync()).Placed(order.Reference));
    }

    private async Task AssertRefusedAsync(
        HttpStatusCode expected,
        string path,
        byte[] body,
        params (string, string)[] headers
    )
    {
        await system.Driver.QuietAuditAsync();
        var rows = await system.Driver.InboxRowsAsync();
        var entries = await system.Driver.EntriesAddedAsync();

        var receipt = await system.Driver.SendAsync(path, body, headers);

        Assert.Equal(expected, receipt.Status);
        Assert.Contains("\"detail\"", receipt.Body, StringComparison.Ordinal);
        Assert.Equal(rows, await system.Driver.InboxRowsAsync());
        Assert.Equal(entries, await system.Driver.EntriesAddedAsync());
    }

    private static byte[] Body() => Encoding.UTF8.GetBytes(new ShopOrder(Shop.Default).Webhook());

    private static string Now() => WebhookSigner.Seconds(TimeProvider.System.GetUtcNow());
}
