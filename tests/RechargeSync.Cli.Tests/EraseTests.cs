using System.Net;

namespace RechargeSync.Cli.Tests;

/// <summary>What is stored of a person is erased by order or by customer, after the number was confirmed.</summary>
public sealed class EraseTests
{
    private const string Erased =
        """{"store":"default","orderId":534919106,"action":"erase","message":"The bodies are erased."}""";

    private const string Two = """{"store":"shop","customerId":7,"orders":2,"unfinished":0}""";

    [Theory]
    [InlineData("order/534919106")]
    [InlineData("534919106")]
    public async Task Order_is_erased_by_its_name_once_that_was_confirmed(string name)
    {
        var shell = new Shell { IsTerminal = true, Input = "1\n" };
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page(null, Answers.Order)).Answers(HttpStatusCode.OK, Erased);

        var outcome = await shell.RunAsync("erase", name, "--note", "request 17");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(
            "Order 534919106 of store default: The bodies are erased.",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.EndsWith("/orders/default/534919106/erase", shell.Network.Requests[1].Line, StringComparison.Ordinal);
        Assert.Contains("request 17", shell.Network.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_is_not_done_yet_is_told()
    {
        var shell = new Shell();
        shell.Network.Answers(
            HttpStatusCode.Conflict,
            Answers.Problem("Not possible now", "The order is not at rest.")
        );

        var outcome = await shell.RunAsync("erase", "default/1", "--yes");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(
            "default/1: Not possible now: The order is not at rest.",
            outcome.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Customer_is_erased_by_the_number_that_was_typed()
    {
        var shell = new Shell { IsTerminal = true, Input = "2\n" };
        shell.Network.Answers(HttpStatusCode.OK, Two).Answers(HttpStatusCode.OK, Two);

        var outcome = await shell.RunAsync("erase", "--store", "shop", "--customer", "7");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("2 orders (customer 7 of store shop)", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("2 orders are erased.", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("/customers/shop/7/erase", shell.Network.Requests[1].Line, StringComparison.Ordinal);
        Assert.Contains("\"orders\":2", shell.Network.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes\n")]
    [InlineData("1\n")]
    [InlineData("")]
    public async Task Anything_else_erases_nothing(string input)
    {
        var shell = new Shell { IsTerminal = true, Input = input };
        shell.Network.Answers(HttpStatusCode.OK, Two);

        var outcome = await shell.RunAsync("erase", "--store", "shop", "--customer", "7");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Nothing was done.", outcome.Error, StringComparison.Ordinal);
        Assert.Single(shell.Network.Requests);
    }

    [Fact]
    public async Task What_is_left_of_a_customer_is_told()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Two)
            .Answers(HttpStatusCode.OK, """{"store":"shop","customerId":7,"orders":2,"unfinished":1}""");

        var outcome = await shell.RunAsync("erase", "--store", "shop", "--customer", "7", "--yes");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("1 order is not done yet", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("erase default/1 --customer 7")]
    public async Task Either_orders_or_a_customer_are_named(string line) =>
        Assert.Equal(2, (await new Shell().RunAsync(line.Split(' '))).ExitCode);
}
