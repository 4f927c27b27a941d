using System.Globalization;
using System.Text.Json;
using RechargeSync.AppHost.Tests.Driving;

namespace RechargeSync.AppHost.Tests.Flows;

/// <summary>The built command line against the running system: what an operator would type.</summary>
[Collection(OneSystem.Name)]
public sealed class CommandLineTests(RunningSystem system)
{
    [Theory]
    [InlineData]
    [InlineData("--prepaid")]
    [InlineData("--api-version", "2021-01", "--store", "classic", "--signature", "legacy")]
    public async Task Triggered_order_goes_all_the_way_and_can_be_looked_at(params string[] options)
    {
        var shell = await BuiltCommandLine.ConnectAsync(system.App);

        var order = await TriggerAsync(shell, [.. options, "--seed", system.App.GetEndpoint("mock").ToString()]);

        var shown = await shell.UntilAsync(detail => State(detail) == "done", "show", order);
        Assert.Contains("pushed", Types(shown), StringComparer.Ordinal);
        Assert.Contains("order_written", Types(shown), StringComparer.Ordinal);
        Assert.Equal(options is ["--prepaid"], Types(shown).Contains("charge_written", StringComparer.Ordinal));
        var platformId = shown.GetProperty("order").GetProperty("platformOrderId").GetString()!;
        var found = await shell.JsonAsync("orders", platformId);
        Assert.Equal(
            platformId,
            Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("platformOrderId").GetString()
        );
        Assert.Equal(
            "none",
            (await shell.JsonAsync("explain", order)).GetProperty("next").GetProperty("step").GetString()
        );
    }

    [Fact]
    public async Task Order_that_recharge_does_not_know_becomes_a_dead_letter_that_is_retried_and_put_away()
    {
        var shell = await BuiltCommandLine.ConnectAsync(system.App);
        var order = await TriggerAsync(shell);
        var letter = "order/" + order.Split('/')[1];

        var dead = await shell.UntilAsync(detail => State(detail) == "dead", "show", order);
        Assert.Equal("not_found", dead.GetProperty("order").GetProperty("reason").GetString());
        var letters = await shell.JsonAsync(
            "dlq",
            "list",
            "--store",
            "default",
            "--reason",
            "not_found",
            "--limit",
            "500"
        );
        Assert.Contains(
            letters.GetProperty("items").EnumerateArray(),
            item => item.GetProperty("id").GetString() == letter
        );

        Assert.Equal(2, (await shell.RunAsync("dlq", "retry", letter)).ExitCode);
        Assert.Equal(1, (await shell.JsonAsync("dlq", "retry", letter, "--yes")).GetProperty("count").GetInt32());
        await shell.UntilAsync(detail => State(detail) == "dead", "show", order);
        Assert.Equal(
            1,
            (await shell.JsonAsync("dlq", "discard", letter, "--note", "a test", "--yes"))
                .GetProperty("count")
                .GetInt32()
        );
        Assert.Equal("ignored", (await shell.JsonAsync("explain", order)).GetProperty("state").GetString());
        Assert.Equal(3, (await shell.RunAsync("dlq", "retry", letter)).ExitCode);
    }

    [Fact]
    public async Task Doctor_sees_what_the_system_stands_on()
    {
        var shell = await BuiltCommandLine.ConnectAsync(system.App);

        var (_, output, _) = await shell.RunAsync("doctor", "--json");

        using var report = JsonDocument.Parse(output);
        var checks = report
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Select(check => $"{check.GetProperty("name")} {check.GetProperty("status")}")
            .ToList();
        Assert.Contains("console ok", checks, StringComparer.Ordinal);
        Assert.Contains("postgres ok", checks, StringComparer.Ordinal);
        Assert.Contains("redis ok", checks, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Wrong_signature_is_explained_and_ends_with_6()
    {
        var shell = await BuiltCommandLine.ConnectAsync(system.App);
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        var (exitCode, output, _) = await shell.RunAsync(
            "explain-signature",
            "--json",
            "-H",
            $"X-Recharge-Webhook-Signature: t={time},v1={new string('0', 64)}"
        );

        Assert.Equal(6, exitCode);
        using var explanation = JsonDocument.Parse(output);
        Assert.False(explanation.RootElement.GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task Events_are_heard_as_they_happen()
    {
        var shell = await BuiltCommandLine.ConnectAsync(system.App);
        using var listener = shell.Start("listen", "--json", "--max", "1", "--type", "delivery");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        var heard = listener.StandardOutput.ReadToEndAsync(patience.Token);
        while (!heard.IsCompleted)
        {
            await TriggerAsync(shell, "--seed", system.App.GetEndpoint("mock").ToString());
            await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token));
        }

        using var happened = JsonDocument.Parse(await heard);
        Assert.Equal("delivery", happened.RootElement.GetProperty("type").GetString());
        await listener.WaitForExitAsync(patience.Token);
        Assert.Equal(0, listener.ExitCode);
    }

    [Fact]
    public async Task Order_that_nobody_knows_is_3() =>
        Assert.Equal(
            3,
            (await (await BuiltCommandLine.ConnectAsync(system.App)).RunAsync("show", "default/1")).ExitCode
        );

    /// <summary>
    /// Sends a signed order/created, another one where the ingress asks to come again later; returns the order as
    /// <c>store/id</c>.
    /// </summary>
    private async Task<string> TriggerAsync(BuiltCommandLine shell, params string[] options)
    {
        var report = await shell.UntilAsync(
            _ => true,
            ["trigger", "order/created", "--to", system.App.GetEndpoint("webhooks").ToString(), .. options]
        );
        var delivery = Assert.Single(report.GetProperty("deliveries").EnumerateArray());
        Assert.Equal("stored", delivery.GetProperty("verdict").GetString());
        return $"{report.GetProperty("store")}/{delivery.GetProperty("resource").GetString()!.Split('/')[1]}";
    }

    private static string? State(JsonElement detail) => detail.GetProperty("order").GetProperty("state").GetString();

    private static List<string?> Types(JsonElement detail) =>
        [
            .. detail
                .GetProperty("timeline")
                .EnumerateArray()
                .Select(happened => happened.GetProperty("type").GetString()),
        ];
}
