using System.Net;
using System.Text;
using System.Text.Json;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Cli.Tests;

public sealed class TriggerTests
{
    private const string Stored = """{"verdict":"stored"}""";

    [Fact]
    public async Task Development_store_on_this_machine_needs_no_more_than_a_topic()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Stored);

        var outcome = await shell.RunAsync("trigger", "order/created");

        Assert.Equal(0, outcome.ExitCode);
        var request = Assert.Single(shell.Network.Requests);
        Assert.Equal("POST http://localhost:5101/webhooks/recharge/default/order/created", request.Line);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal(
            SignatureVerdict.Valid,
            RechargeSignature.Check(
                Encoding.UTF8.GetBytes(request.Body!),
                request.Headers[RechargeSignature.LegacyHeader],
                request.Headers[RechargeSignature.TimestampedHeader],
                ["dev-client-secret"u8.ToArray()],
                HastyClock.Now,
                acceptLegacy: true
            )
        );
    }

    [Fact]
    public async Task Count_sends_as_many_orders_each_with_an_id_of_its_own()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Stored)
            .Answers(HttpStatusCode.OK, """{"verdict":"duplicate"}""")
            .Answers(HttpStatusCode.Unauthorized, """{"detail":"No."}""");

        var outcome = await shell.RunAsync(
            "trigger",
            "order/created",
            "--prepaid",
            "--count",
            "3",
            "--id",
            "100",
            "--json"
        );

        Assert.Equal(1, outcome.ExitCode);
        using var report = JsonDocument.Parse(outcome.Out);
        var deliveries = report.RootElement.GetProperty("deliveries").EnumerateArray().ToList();
        Assert.Equal(
            ["order/100", "order/101", "order/102"],
            deliveries.Select(delivery => delivery.GetProperty("resource").GetString()),
            StringComparer.Ordinal
        );
        Assert.Equal(
            ["stored", "duplicate", null],
            deliveries.Select(delivery => delivery.GetProperty("verdict").GetString()),
            StringComparer.Ordinal
        );
        Assert.Equal("No.", deliveries[2].GetProperty("problem").GetString());
        Assert.Equal(2, report.RootElement.GetProperty("accepted").GetInt32());
        Assert.All(
            shell.Network.Requests,
            request => Assert.Contains("\"is_prepaid\":true", request.Body, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Sandbox_is_told_of_the_order_and_its_charge_before_the_webhook()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.Created, "{}").Answers(HttpStatusCode.OK, Stored);

        await shell.RunAsync("trigger", "order/created", "--seed", "http://localhost:5103", "--id", "100");

        Assert.Equal("POST http://localhost:5103/control/seed", shell.Network.Requests[0].Line);
        using var seed = JsonDocument.Parse(shell.Network.Requests[0].Body!);
        Assert.Equal(100, seed.RootElement.GetProperty("order").GetProperty("id").GetInt64());
        Assert.Equal(1, seed.RootElement.GetProperty("charge").GetProperty("orders_count").GetInt32());
    }

    [Theory]
    [InlineData("--to", "https://sync.example.com")]
    [InlineData("--store", "shop")]
    [InlineData("--secret-env", "NOT_SET")]
    public async Task Any_other_store_or_address_needs_its_secret_in_a_variable(string option, string value)
    {
        var shell = new Shell();

        var outcome = await shell.RunAsync("trigger", "order/created", option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("never the secret", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(shell.Network.Requests);
    }

    [Fact]
    public async Task Secret_signs_and_is_never_sent_or_printed()
    {
        var shell = new Shell { Environment = { ["SHOP_SECRET"] = "s3cret-of-the-shop" } };
        shell.Network.Answers(HttpStatusCode.Unauthorized, """{"detail":"The signature does not fit."}""");

        var outcome = await shell.RunAsync(
            "trigger",
            "checkout/processed",
            "--to",
            "https://sync.example.com/base",
            "--secret-env",
            "SHOP_SECRET",
            "--signature",
            "legacy"
        );

        Assert.Equal(1, outcome.ExitCode);
        var request = Assert.Single(shell.Network.Requests);
        Assert.Equal("POST https://sync.example.com/base/webhooks/recharge/default/checkout/processed", request.Line);
        Assert.False(request.Headers.ContainsKey(RechargeSignature.TimestampedHeader));
        Assert.DoesNotContain(
            "s3cret",
            outcome.Out + outcome.Error + request.Body + string.Join(' ', request.Headers.Values),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Operator_s_key_stays_with_the_admin_api()
    {
        var shell = new Shell { Environment = { ["RECHARGESYNC_KEY"] = "the-key" } };
        shell.Network.Answers(HttpStatusCode.OK, Stored);

        await shell.RunAsync("trigger", "order/created");

        Assert.DoesNotContain(
            "X-Api-Key",
            Assert.Single(shell.Network.Requests).Headers.Keys,
            StringComparer.OrdinalIgnoreCase
        );
    }
}
