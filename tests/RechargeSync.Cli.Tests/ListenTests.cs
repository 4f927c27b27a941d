using System.Net;
using System.Text;

namespace RechargeSync.Cli.Tests;

public sealed class ListenTests
{
    [Fact]
    public async Task Events_are_json_lines_and_a_broken_connection_is_made_again()
    {
        var shell = new Shell();
        shell
            .Network.Answers(_ => Task.FromResult(Stream(Answers.Live(1, "one"), Answers.Live(2, "two"))))
            .Throws(new HttpRequestException("Connection refused"))
            .Answers(HttpStatusCode.ServiceUnavailable)
            .Answers(_ => Task.FromResult(Stream(Answers.Live(3, "three"))));

        var outcome = await shell.RunAsync("listen", "--json", "--max", "3");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            ["1", "2", "3"],
            outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('"')[3]),
            StringComparer.Ordinal
        );
        Assert.Contains("trying again", outcome.Error, StringComparison.Ordinal);
        Assert.Equal([1.0, 2.0, 4.0], shell.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Only_what_is_wanted_is_printed()
    {
        var shell = new Shell();
        shell.Network.Answers(_ =>
            Task.FromResult(
                Stream(
                    Answers.Live(1, "fine"),
                    Answers.Live(2, "elsewhere").Replace("default", "other", StringComparison.Ordinal),
                    Answers.Live(3, "broken").Replace("\"ok\"", "\"failed\"", StringComparison.Ordinal)
                )
            )
        );

        var outcome = await shell.RunAsync("listen", "--store", "default", "--problems", "--max", "1");

        Assert.Contains("broken", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("fine", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_connection_that_fails_is_5_and_a_refused_one_4()
    {
        var shell = new Shell();
        shell.Network.Throws(new HttpRequestException("Connection refused")).Answers(HttpStatusCode.Unauthorized);

        Assert.Equal(5, (await shell.RunAsync("listen")).ExitCode);
        Assert.Equal(4, (await shell.RunAsync("listen")).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_is_the_usual_end()
    {
        using var ctrlC = new CancellationTokenSource();
        var shell = new Shell();
        shell.Network.Answers(async token =>
        {
            await ctrlC.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("Not reached.");
        });

        Assert.Equal(0, (await shell.RunAsync(ctrlC.Token, "listen")).ExitCode);
    }

    private static HttpResponseMessage Stream(params string[] events) =>
        new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                string.Concat(events.Select(data => $"event: event\ndata: {data}\n\n")),
                Encoding.UTF8,
                "text/event-stream"
            ),
        };
}
