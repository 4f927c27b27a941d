using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>Orders are placed by name, or all of a reason after their number was confirmed.</summary>
public sealed class PlaceTests
{
    private const string Three = """{"count":3}""";

    private const string Placed =
        """{"store":"default","orderId":534919106,"action":"place","message":"A worker asks Recharge."}""";

    [Fact]
    public async Task Order_is_placed_by_any_of_its_names()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page(null, Answers.Order)).Answers(HttpStatusCode.OK, Placed);

        var outcome = await shell.RunAsync("place", "534919106", "--note", "checked by hand");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(
            "Order 534919106 of store default: A worker asks Recharge.",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("store=", shell.Network.Requests[0].Line, StringComparison.Ordinal);
        Assert.EndsWith("/orders/default/534919106/place", shell.Network.Requests[1].Line, StringComparison.Ordinal);
        Assert.Contains("checked by hand", shell.Network.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misspelt_order_keeps_all_from_being_placed()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page(null));

        var outcome = await shell.RunAsync("place", "default/1", "2");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Single(shell.Network.Requests);
    }

    [Fact]
    public async Task Order_that_the_platform_has_is_told_and_the_others_are_placed()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.Conflict, Answers.Problem("Not possible now", "The platform has it."))
            .Answers(HttpStatusCode.OK, Placed);

        var outcome = await shell.RunAsync("place", "default/1", "default/534919106", "--json");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("default/1: Not possible now: The platform has it.", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            """{"items":[{"store":"default","orderId":534919106""",
            outcome.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task All_of_a_reason_are_placed_after_the_number_was_typed()
    {
        var shell = new Shell { IsTerminal = true, Input = "3\n" };
        shell
            .Network.Answers(HttpStatusCode.OK, Three)
            .Answers(HttpStatusCode.Accepted, Answers.Job("waiting", 0, 3))
            .Answers(HttpStatusCode.OK, Answers.Job("done", 3, 3));

        var outcome = await shell.RunAsync("place", "--store", "shop", "--reason", "before_go_live", "--all");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("3 orders of store shop (before_go_live)", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("is done: 3 of 3.", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "/orders/place?store=shop&reason=before_go_live",
            shell.Network.Requests[0].Line,
            StringComparison.Ordinal
        );
        Assert.EndsWith("/orders/place", shell.Network.Requests[1].Line, StringComparison.Ordinal);
        Assert.Contains(
            "\"store\":\"shop\",\"ids\":[],\"reason\":\"before_go_live\"",
            shell.Network.Requests[1].Body,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("yes\n")]
    [InlineData("2\n")]
    [InlineData("")]
    public async Task Anything_else_places_nothing(string input)
    {
        var shell = new Shell { IsTerminal = true, Input = input };
        shell.Network.Answers(HttpStatusCode.OK, Three);

        var outcome = await shell.RunAsync("place", "--reason", "before_go_live", "--all");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Nothing was done.", outcome.Error, StringComparison.Ordinal);
        Assert.Single(shell.Network.Requests);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_yes_has_to_be_said()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Three).Answers(HttpStatusCode.Accepted, Answers.Job("done", 3, 3));

        var outcome = await shell.RunAsync("place", "--reason", "before_go_live", "--all");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--yes", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            """{"id":12,""",
            (await shell.RunAsync("place", "--reason", "before_go_live", "--all", "--yes", "--json")).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nothing_to_place_is_3()
    {
        var shell = new Shell { IsTerminal = true };
        shell.Network.Answers(HttpStatusCode.OK, """{"count":0}""");

        Assert.Equal(3, (await shell.RunAsync("place", "--reason", "before_go_live", "--all")).ExitCode);
    }

    [Theory]
    [InlineData("place")]
    [InlineData("place --all")]
    [InlineData("place --reason before_go_live")]
    [InlineData("place 1 --reason before_go_live")]
    [InlineData("place 1 --reason before_go_live --all")]
    public async Task Half_a_choice_is_2_and_asks_nobody(string line)
    {
        var shell = new Shell();

        Assert.Equal(2, (await shell.RunAsync(line.Split(' '))).ExitCode);
        Assert.Empty(shell.Network.Requests);
    }
}
