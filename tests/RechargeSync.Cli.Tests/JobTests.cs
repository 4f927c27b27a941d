using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>Acts on many rows are followed to their end, looked up and stopped.</summary>
public sealed class JobTests
{
    [Fact]
    public async Task Job_is_followed_until_it_is_done()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Answers.Job("running", 1, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("stalled", 1, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("stalled", 1, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("done", 2, 3));

        var outcome = await shell.RunAsync("jobs", "follow", "12");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("Job 12 of store default (replay order unauthorized) is done: 2 of 3.", outcome.Out.Trim());
        Assert.Equal(2, outcome.Error.Split("stands still: unexpected").Length);
    }

    [Fact]
    public async Task Job_that_somebody_stopped_is_1()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Answers.Job("running", 1, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("stopped", 2, 3));

        var outcome = await shell.RunAsync("jobs", "follow", "12");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("is stopped: 2 of 3.", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_says_how_much_is_done()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Job("stopped", 2, 3));

        var outcome = await shell.RunAsync("jobs", "stop", "12", "--note", "wrong reason");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("is stopped: 2 of 3.", outcome.Out, StringComparison.Ordinal);
        var request = Assert.Single(shell.Network.Requests);
        Assert.EndsWith("/jobs/12/stop", request.Line, StringComparison.Ordinal);
        Assert.Contains("wrong reason", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_listed()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page(null, Answers.Job("running", 1, 3)));

        var outcome = await shell.RunAsync("jobs", "list");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("replay order unauthorized", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Healing_follows_the_job_that_gives_the_dead_orders_back()
    {
        var shell = new Shell();
        shell
            .Network.Answers(
                HttpStatusCode.Accepted,
                $$"""{"store":"default","job":{{Answers.Job("waiting", 0, 3)}},"afterRunId":41,"message":"The Worker begins."}"""
            )
            .Answers(HttpStatusCode.OK, Answers.Job("done", 3, 3));

        var outcome = await shell.RunAsync("heal", "41");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("The Worker begins.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("is done: 3 of 3.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("\"runId\":41", shell.Network.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Healing_a_run_without_dead_orders_waits_for_nothing()
    {
        var shell = new Shell();
        shell.Network.Answers(
            HttpStatusCode.Accepted,
            """{"store":"default","job":null,"afterRunId":41,"message":"The Worker begins."}"""
        );

        var outcome = await shell.RunAsync("heal", "41");

        Assert.Equal((0, "The Worker begins."), (outcome.ExitCode, outcome.Out.Trim()));
    }
}
