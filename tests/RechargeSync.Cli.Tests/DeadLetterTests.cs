using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>Actions on dead letters happen after their number was confirmed, or by <c>--yes</c>.</summary>
public sealed class DeadLetterTests
{
    private const string Three = """{"count":3}""";

    [Fact]
    public async Task Typed_number_confirms()
    {
        var shell = new Shell { IsTerminal = true, Input = "3\n" };
        shell
            .Network.Answers(HttpStatusCode.OK, Three)
            .Answers(HttpStatusCode.Accepted, Answers.Job("waiting", 0, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("running", 2, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("done", 3, 3));

        var outcome = await shell.RunAsync("dlq", "retry", "--reason", "unauthorized");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("3 dead letters of store default", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("rechargesync jobs stop 12", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("Job 12 of store default (replay order unauthorized) is done: 3 of 3.", outcome.Out.Trim());
        Assert.EndsWith("/dead-letters/count", shell.Network.Requests[0].Line, StringComparison.Ordinal);
        Assert.EndsWith("/dead-letters/replay", shell.Network.Requests[1].Line, StringComparison.Ordinal);
        Assert.Equal(shell.Network.Requests[0].Body, shell.Network.Requests[1].Body);
    }

    [Theory]
    [InlineData("yes\n")]
    [InlineData("2\n")]
    [InlineData("")]
    public async Task Anything_else_does_nothing(string input)
    {
        var shell = new Shell { IsTerminal = true, Input = input };
        shell.Network.Answers(HttpStatusCode.OK, Three);

        var outcome = await shell.RunAsync("dlq", "discard", "--reason", "refused", "--note", "withdrawn");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Nothing was done.", outcome.Error, StringComparison.Ordinal);
        Assert.Single(shell.Network.Requests);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_yes_has_to_be_said()
    {
        var shell = new Shell { Input = "3\n" };
        shell.Network.Answers(HttpStatusCode.OK, Three);

        var outcome = await shell.RunAsync("dlq", "retry", "--kind", "order");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--yes", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_acts_at_once()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.Accepted, Answers.Job("waiting", 0, 3));

        var outcome = await shell.RunAsync(
            "dlq",
            "retry",
            "--kind",
            "order",
            "--reason",
            "refused",
            "--store",
            "shop",
            "--yes",
            "--no-wait",
            "--json"
        );

        Assert.StartsWith("""{"id":12,"store":"default","action":"replay",""", outcome.Out, StringComparison.Ordinal);
        var request = Assert.Single(shell.Network.Requests);
        Assert.Contains(
            "\"store\":\"shop\",\"ids\":[],\"reason\":\"refused\",\"kind\":\"order\"",
            request.Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nothing_that_fits_is_3()
    {
        var shell = new Shell { IsTerminal = true };
        shell.Network.Answers(HttpStatusCode.OK, """{"count":0}""");

        Assert.Equal(3, (await shell.RunAsync("dlq", "retry", "order/1")).ExitCode);
    }

    [Fact]
    public async Task Named_letter_that_was_not_reached_is_told()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, """{"count":1}""");

        var outcome = await shell.RunAsync("dlq", "retry", "order/1", "delivery/2", "--yes");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("1 of those named", outcome.Error, StringComparison.Ordinal);
    }
}
