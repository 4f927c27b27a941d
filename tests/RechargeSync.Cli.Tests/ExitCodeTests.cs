using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>Scripts build on these numbers; the messages say what to do.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, 4)]
    [InlineData(HttpStatusCode.Forbidden, 4)]
    [InlineData(HttpStatusCode.NotFound, 3)]
    [InlineData(HttpStatusCode.BadRequest, 2)]
    [InlineData(HttpStatusCode.Conflict, 1)]
    [InlineData(HttpStatusCode.InternalServerError, 1)]
    public async Task Refusal_of_the_api_has_its_exit_code_and_its_words(HttpStatusCode status, int expected)
    {
        var shell = new Shell();
        shell.Network.Answers(status, Answers.Problem("Not like this", "Do it like that."));

        var outcome = await shell.RunAsync("orders", "--json");

        Assert.Equal(expected, outcome.ExitCode);
        Assert.Contains("Not like this: Do it like that.", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
    }

    [Fact]
    public async Task Refused_caller_is_told_where_the_key_goes()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.Unauthorized);

        Assert.Contains("RECHARGESYNC_KEY", (await shell.RunAsync("orders")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_that_nobody_answers_at_is_5_and_says_how_to_give_another()
    {
        var shell = new Shell();
        shell.Network.Throws(new HttpRequestException("Connection refused (localhost:5104)"));

        var outcome = await shell.RunAsync("orders");

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("RECHARGESYNC_URL", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_that_does_not_come_is_5()
    {
        var shell = new Shell();
        shell.Network.Throws(new TaskCanceledException("timed out", new TimeoutException()));

        Assert.Equal(5, (await shell.RunAsync("orders")).ExitCode);
    }

    [Fact]
    public async Task Answer_of_somebody_else_is_5()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, "<html>");

        Assert.Equal(5, (await shell.RunAsync("orders")).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_is_130()
    {
        using var ctrlC = new CancellationTokenSource();
        var shell = new Shell();
        shell.Network.Answers(async token =>
        {
            await ctrlC.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("Not reached.");
        });

        Assert.Equal(130, (await shell.RunAsync(ctrlC.Token, "orders")).ExitCode);
    }

    [Theory]
    [InlineData("order")]
    [InlineData("orders --state sleeping")]
    [InlineData("orders --limit 0")]
    [InlineData("orders --min-age soon")]
    [InlineData("orders --nonsense")]
    [InlineData("show --nonsense")]
    [InlineData("dlq retry --nonsense")]
    [InlineData("dlq retry --kind parcel")]
    [InlineData("explain-signature --nonsense")]
    [InlineData("show")]
    [InlineData("dlq")]
    [InlineData("dlq list --groups --reason refused")]
    [InlineData("dlq retry")]
    [InlineData("dlq retry order/1 --reason refused")]
    [InlineData("dlq discard order/1")]
    [InlineData("trigger order/eaten")]
    [InlineData("trigger order/created --count 0")]
    [InlineData("trigger order/created --id -3")]
    [InlineData("trigger order/created --to nowhere")]
    [InlineData("trigger order/created --to ftp://localhost")]
    [InlineData("explain-signature - --header X-Other:1")]
    [InlineData("reconcile --since yesterday")]
    [InlineData("replay 1 --from breakfast")]
    [InlineData("completion powershell")]
    [InlineData("orders --url localhost")]
    [InlineData("orders --url http://user:password@localhost")]
    [InlineData("orders --key-env NOT_SET")]
    public async Task Wrong_usage_is_2_and_calls_nobody(string commandLine)
    {
        var shell = new Shell();

        var outcome = await shell.RunAsync(commandLine.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.NotEmpty(outcome.Error);
        Assert.Empty(outcome.Out);
        Assert.Empty(shell.Network.Requests);
    }

    [Fact]
    public async Task Wrong_usage_names_the_help_to_read() =>
        Assert.Contains(
            "See: rechargesync dlq retry --help",
            (await new Shell().RunAsync("dlq", "retry")).Error,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 6)]
    public async Task Doctor_ends_with_6_where_something_failed(bool healthy, int expected)
    {
        var shell = new Shell();
        var status = healthy ? "ok" : "failed";
        shell
            .Network.Answers(HttpStatusCode.OK, Answers.Session)
            .Answers(
                HttpStatusCode.OK,
                $$"""{"at":"2026-03-02T14:00:00+00:00","healthy":{{(healthy ? "true" : "false")}},"checks":[{"name":"redis","store":null,"status":"{{status}}","message":"Redis.","advice":"Start it.","durationMs":3}]}"""
            );

        var outcome = await shell.RunAsync("doctor");

        Assert.Equal(expected, outcome.ExitCode);
        Assert.Contains($"{status,-8} redis: Redis.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Start it.", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 6)]
    public async Task Explained_signature_ends_with_6_where_it_is_refused(bool accepted, int expected)
    {
        var shell = new Shell { InputBytes = [0xff, 0x0a] };
        shell.Network.Answers(
            HttpStatusCode.OK,
            $$"""{"accepted":{{(accepted ? "true" : "false")}},"header":"X-Recharge-Hmac-Sha256","cause":"valid","secretNumber":1,"otherStore":null,"message":"So it is.","advice":"","notes":[]}"""
        );

        var outcome = await shell.RunAsync("explain-signature", "--header", "x-recharge-hmac-sha256:  ab ");

        Assert.Equal(expected, outcome.ExitCode);
        var request = Assert.Single(shell.Network.Requests);

        // Every byte arrives, and so do blanks of the value, since they may be the fault.
        Assert.Contains("\"bodyBase64\":\"/wo=\"", request.Body, StringComparison.Ordinal);
        Assert.Contains("\"legacy\":\" ab \"", request.Body, StringComparison.Ordinal);
    }
}
