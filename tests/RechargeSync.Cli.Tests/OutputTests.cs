using System.Net;
using System.Text.Json;

namespace RechargeSync.Cli.Tests;

/// <summary>What is printed where: results to standard output, everything else to standard error.</summary>
public sealed class OutputTests
{
    private const char Escape = '\u001b';

    // An order with everything that is worth a look.
    private static readonly string s_told = Answers
        .Detail.Replace(
            "\"standing\":\"paid\",\"platformStanding\":null,\"refunded\":null",
            "\"standing\":\"partially_refunded\",\"platformStanding\":\"paid\",\"refunded\":4.50",
            StringComparison.Ordinal
        )
        .Replace(
            "\"remarks\":[],\"unread\":null",
            """
            "remarks":[{"member":"line_items[0].price","problem":"not a number"}],
            "unread":{"deliveryId":17,"topic":"order/updated","problem":"order.line_items is no list","receivedAt":"2026-03-02T14:00:00+00:00"}
            """,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Json_is_one_document_in_the_api_s_own_shape()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page("c2", Answers.Order));

        var outcome = await shell.RunAsync("orders", "--json", "--limit", "1");

        using var document = JsonDocument.Parse(outcome.Out);
        var order = Assert.Single(document.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal(534919106, order.GetProperty("orderId").GetInt64());
        Assert.Equal("dead", order.GetProperty("state").GetString());
        Assert.Equal("c2", document.RootElement.GetProperty("next").GetString());
        Assert.Equal(1, outcome.Out.Count(c => c == '\n'));
    }

    [Fact]
    public async Task List_is_read_page_by_page_up_to_the_limit()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Answers.Page("c2", Answers.Order))
            .Answers(HttpStatusCode.OK, Answers.Page("c3"))
            .Answers(HttpStatusCode.OK, Answers.Page("c4", Answers.Order, Answers.Order));

        var outcome = await shell.RunAsync(
            "orders",
            "--limit",
            "3",
            "--state",
            "dead",
            "--min-age",
            "15m",
            "--sort",
            "oldest",
            "--json"
        );

        using var document = JsonDocument.Parse(outcome.Out);
        Assert.Equal(3, document.RootElement.GetProperty("items").GetArrayLength());
        Assert.Equal(0, shell.Network.Unused);
        Assert.All(
            shell.Network.Requests,
            request => Assert.Contains("state=dead&minAge=900000&sort=oldest", request.Line, StringComparison.Ordinal)
        );
        Assert.EndsWith("cursor=c3&limit=2", shell.Network.Requests[2].Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_names_its_columns_and_holds_no_more_than_is_known()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Page(null, Answers.Order));

        var outcome = await shell.RunAsync("orders");

        Assert.StartsWith("ORDER", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("default/534919106", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task Explanation_says_next_step_why_and_what_to_do()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Detail);

        var outcome = await shell.RunAsync("explain", "default/534919106");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Order 534919106 of store default is dead: refused.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Next: push. It is dead until somebody acts.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(
            "Last failure: 2026-03-02 14:01:00Z, The platform refused the order (422, refused, unknown sku).",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("rechargesync replay default/534919106", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanation_names_what_could_not_be_read_what_was_remarked_and_where_the_two_sides_stand()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, s_told).Answers(HttpStatusCode.OK, s_told);

        var outcome = await shell.RunAsync("explain", "default/534919106");
        var shown = await shell.RunAsync("show", "default/534919106");

        Assert.Contains(
            "It stands as partially refunded at Recharge, and the platform was told paid.",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Not understood: delivery 17 (order/updated), 2026-03-02 14:00:00Z: order.line_items is no list.",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("Remark: line_items[0].price: not a number.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(
            "To have it placed: rechargesync place default/534919106",
            outcome.Out,
            StringComparison.Ordinal
        );
        Assert.Matches("standing +partially refunded, 4.50 given back", shown.Out);
        Assert.Matches(@"remark +line_items\[0\].price: not a number", shown.Out);
        Assert.Matches("not understood +order/updated: order.line_items is no list", shown.Out);
    }

    [Fact]
    public async Task Explanation_in_json_has_the_same_parts()
    {
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Answers.Detail);

        using var document = JsonDocument.Parse((await shell.RunAsync("explain", "default/534919106", "--json")).Out);

        Assert.Equal("push", document.RootElement.GetProperty("next").GetProperty("step").GetString());
        Assert.Equal(422, document.RootElement.GetProperty("lastFailure").GetProperty("status").GetInt32());
        Assert.Equal(
            ["push"],
            document.RootElement.GetProperty("redoSteps").EnumerateArray().Select(step => step.GetString()),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Order_is_found_by_any_of_its_names()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Answers.Page(null, Answers.Order))
            .Answers(HttpStatusCode.OK, Answers.Detail);

        var outcome = await shell.RunAsync("show", "92812948");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("orders?search=92812948", shell.Network.Requests[0].Line, StringComparison.Ordinal);
        Assert.EndsWith("orders/default/534919106", shell.Network.Requests[1].Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_that_no_order_has_is_3_and_one_that_several_have_is_2()
    {
        var shell = new Shell();
        shell
            .Network.Answers(HttpStatusCode.OK, Answers.Page(null))
            .Answers(
                HttpStatusCode.OK,
                Answers.Page(null, Answers.Order, Answers.Order.Replace("default", "classic", StringComparison.Ordinal))
            );

        Assert.Equal(3, (await shell.RunAsync("show", "1")).ExitCode);
        var outcome = await shell.RunAsync("show", "580825290");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("default/534919106, classic/534919106", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_console_is_a_failed_check_of_the_doctor_in_json_too()
    {
        var shell = new Shell();
        shell.Network.Throws(new HttpRequestException("Connection refused"));

        var outcome = await shell.RunAsync("doctor", "--json");

        Assert.Equal(5, outcome.ExitCode);
        using var document = JsonDocument.Parse(outcome.Out);
        Assert.Equal("console", document.RootElement.GetProperty("checks")[0].GetProperty("name").GetString());
        Assert.False(document.RootElement.GetProperty("healthy").GetBoolean());
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "1")]
    public async Task No_colour_goes_to_a_file_or_to_somebody_who_wants_none(bool isTerminal, string? noColor)
    {
        var shell = new Shell { IsTerminal = isTerminal };
        if (noColor is not null)
        {
            shell.Environment["NO_COLOR"] = noColor;
        }

        shell.Network.Answers(HttpStatusCode.OK, Answers.Detail);

        Assert.DoesNotContain(Escape, (await shell.RunAsync("show", "default/534919106")).Out);
    }

    [Fact]
    public void Colours_follow_the_terminal_and_the_wish_of_its_owner()
    {
        using var writer = new StringWriter();
        using var reader = new StringReader("");
        Assert.True(
            new Shell { IsTerminal = true }
                .Open(writer, writer, reader)
                .ColorsOutput
        );
        Assert.False(
            new Shell { IsTerminal = false }
                .Open(writer, writer, reader)
                .ColorsOutput
        );
        Assert.False(
            new Shell { IsTerminal = true, Environment = { ["NO_COLOR"] = "1" } }
                .Open(writer, writer, reader)
                .ColorsOutput
        );
        Assert.True(
            new Shell { IsTerminal = true, Environment = { ["NO_COLOR"] = "" } }
                .Open(writer, writer, reader)
                .ColorsOutput
        );
        Assert.False(
            new Shell { IsTerminal = true, Environment = { ["TERM"] = "dumb" } }
                .Open(writer, writer, reader)
                .ColorsOutput
        );
    }

    [Fact]
    public async Task What_the_other_side_said_cannot_act_on_the_terminal()
    {
        var shell = new Shell();
        shell.Network.Answers(
            HttpStatusCode.OK,
            Answers.Detail.Replace("unknown sku", "\\u001b[2J\\u202eevil [red]not markup[/]", StringComparison.Ordinal)
        );

        var outcome = await shell.RunAsync("show", "default/534919106");

        Assert.DoesNotContain(Escape, outcome.Out);
        Assert.DoesNotContain('\u202e', outcome.Out);
        Assert.Contains("[red]not markup[/]", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_is_asked_for_masked_unless_a_note_says_why_not()
    {
        const string Payload =
            """{"deliveryId":7,"store":"default","topic":"order/created","receivedAt":"2026-03-02T14:00:00+00:00","bytes":12,"masked":true,"maskedValues":2,"body":"{\n  \"a\": 1\n}"}""";
        var shell = new Shell();
        shell.Network.Answers(HttpStatusCode.OK, Payload).Answers(HttpStatusCode.OK, Payload);

        Assert.Contains(
            "\"a\": 1",
            (await shell.RunAsync("show", "default/1", "--payload")).Out,
            StringComparison.Ordinal
        );
        await shell.RunAsync("show", "default/1", "--reveal", "the shopper asks");

        Assert.Equal(
            "GET admin/v1/orders/default/1/payload",
            shell.Network.Requests[0].Line.Replace("http://localhost:5104/", "", StringComparison.Ordinal)
        );
        Assert.StartsWith("POST", shell.Network.Requests[1].Line, StringComparison.Ordinal);
        Assert.Contains("the shopper asks", shell.Network.Requests[1].Body, StringComparison.Ordinal);
    }
}
