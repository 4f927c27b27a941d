using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>A key comes from a variable, goes into its header, and nowhere else.</summary>
public sealed class KeyTests
{
    [Theory]
    [InlineData("RECHARGESYNC_KEY")]
    [InlineData("MY_KEY", "--key-env", "MY_KEY")]
    public async Task Key_goes_into_its_header_only(string variable, params string[] options)
    {
        var shell = new Shell { Environment = { [variable] = "k3y" } };
        shell.Network.Answers(HttpStatusCode.Forbidden, Answers.Problem("Operators only", "Ask one."));

        var outcome = await shell.RunAsync(["orders", .. options]);

        var request = Assert.Single(shell.Network.Requests);
        Assert.Equal("k3y", request.Headers["X-Api-Key"]);
        Assert.DoesNotContain("k3y", request.Line + outcome.Out + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_a_key_is_refused_before_any_call()
    {
        var shell = new Shell { Environment = { ["RECHARGESYNC_KEY"] = "two\r\nlines" } };

        var outcome = await shell.RunAsync("orders");

        Assert.Equal(2, outcome.ExitCode);
        Assert.DoesNotContain("two", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(shell.Network.Requests);
    }

    [Theory]
    [InlineData("http://console.example.com", true)]
    [InlineData("https://console.example.com", false)]
    [InlineData("http://127.0.0.1:5104", false)]
    public async Task Key_that_travels_in_the_open_is_warned_of(string url, bool warns)
    {
        var shell = new Shell { Environment = { ["RECHARGESYNC_KEY"] = "k3y", ["RECHARGESYNC_URL"] = url } };
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page(null));

        var outcome = await shell.RunAsync("orders");

        Assert.StartsWith(
            $"GET {url}/admin/v1/orders",
            Assert.Single(shell.Network.Requests).Line,
            StringComparison.Ordinal
        );
        Assert.Equal(warns, outcome.Error.Contains("unencrypted", StringComparison.Ordinal));
    }
}
