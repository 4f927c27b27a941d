using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>Commands whose work a Worker does wait for its outcome.</summary>
public sealed class WaitingTests
{
    private const string Asked = """{"store":"default","job":null,"afterRunId":7,"message":"The Worker begins."}""";

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 6)]
    public async Task Reconcile_ends_with_the_run_and_with_6_where_something_was_not_healed(int healed, int expected)
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Asked)
            .Answers(HttpStatusCode.OK, Answers.Page(null, Run(7, "finished", healed: 0)))
            .Answers(HttpStatusCode.OK, Answers.Page(null, Run(8, "running", healed: 0)))
            .Answers(HttpStatusCode.OK, Answers.Page(null, Run(8, "finished", healed)))
            .Answers(HttpStatusCode.OK, Answers.Page(null));

        var outcome = await shell.RunAsync("reconcile", "--since", "2h");

        Assert.Equal(expected, outcome.ExitCode);
        Assert.Contains(
            $"Run 8 of store default: 40 orders compared, 2 missing, 0 different, 0 extra; {healed} healed.",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"since\":\"2026-03-02T12:00:00+00:00\"",
            shell.Network.Requests[0].Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Dry_run_tells_what_would_be_healed_and_ends_with_6_where_there_is_any()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Asked)
            .Answers(HttpStatusCode.OK, Answers.Page(null, Run(8, "finished", healed: 1)))
            .Answers(
                HttpStatusCode.OK,
                Answers.Page(null, Run(9, "finished", healed: 0, isDryRun: true), Run(8, "finished", healed: 1))
            )
            .Answers(
                HttpStatusCode.OK,
                Answers.Page(null, Finding(1, "unknown", "true"), Finding(2, "not_found", "false"))
            );

        var outcome = await shell.RunAsync("reconcile", "--dry-run", "--since", "2h");

        Assert.Equal(6, outcome.ExitCode);
        Assert.Contains("\"dryRun\":true", shell.Network.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("Dry run 9 of store default", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("nothing was done", outcome.Out, StringComparison.Ordinal);
        Assert.Matches(@"default/1\s+missing\s+yes", outcome.Out);
        Assert.Matches(@"default/2\s+missing\s+no", outcome.Out);
    }

    [Fact]
    public async Task Reconcile_without_waiting_ends_with_the_api_s_answer()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Asked);

        Assert.Contains(
            "\"afterRunId\":7",
            (await shell.RunAsync("reconcile", "--no-wait", "--json")).Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("register")]
    [InlineData("repair")]
    public async Task Subscriptions_are_waited_for_until_all_are_there(string verb)
    {
        var shell = new Shell();
        shell
            .Network.Answers(
                HttpStatusCode.OK,
                """{"store":"default","message":"The Worker creates what is missing."}"""
            )
            .Answers(HttpStatusCode.OK, Answers.Page(null, Subscriptions("false")))
            .Answers(HttpStatusCode.OK, Answers.Page(null, Subscriptions("true")));

        var outcome = await shell.RunAsync("webhooks", verb);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("all subscriptions are there", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("/subscriptions/default/repair", shell.Network.Requests[0].Line, StringComparison.Ordinal);
    }

    private static string Subscriptions(string complete) =>
        $$"""
            {"store":"default","address":"http://webhooks","complete":{{complete}},"health":{"state":"ok","completeAt":null,"nextLookAt":null,"attempts":0,"error":null},"items":[],"error":null}
            """;

    private static string Finding(int order, string detail, string mendable) =>
        $$"""
            {"id":{{order}},"runId":9,"store":"default","orderId":{{order}},"kind":"missing","detail":"{{detail}}","meaning":"Words.","healed":false,
             "mendable":{{mendable}},"foundAt":"2026-03-02T14:00:00+00:00","orderState":null}
            """;

    private static string Run(int id, string state, int healed, bool isDryRun = false) =>
        $$"""
            {"id":{{id}},"store":"default","cause":"backfill","dryRun":{{(isDryRun ? "true" : "false")}},"state":"{{state}}","stage":"unlinked","startedAt":"2026-03-02T14:00:00+00:00",
             "finishedAt":{{(
                state == "finished" ? "\"2026-03-02T14:00:05+00:00\"" : "null"
            )}},"durationMs":5000,"fromAt":"2026-03-02T12:00:00+00:00",
             "checked":40,"missing":2,"different":0,"extra":0,"healed":{{healed}},"warning":null,"error":null}
            """;
}
