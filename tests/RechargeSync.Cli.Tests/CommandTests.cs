using System.CommandLine;

namespace RechargeSync.Console.Cli.Tests;

/// <summary>Verbs, their help, their completion, and their documentation.</summary>
public sealed class VerbTests
{
    public static TheoryData<string> Verbs => [.. All(Root()).Select(verb => string.Join(' ', Path(verb)))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_help_with_examples_under_the_tool_s_name(string verb)
    {
        var outcome = await new Shell().RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"  rechargesync {verb}", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("--json", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_example_can_be_parsed(string verb)
    {
        foreach (var example in All(Root()).Single(one => string.Join(' ', Path(one)) == verb).Examples)
        {
            Assert.Empty(Root().Parse(example.Split(" > ")[0].Split(" < ")[0].Replace('\'', '"')).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_and_option_is_documented(string verb)
    {
        var page = Page();
        Assert.Contains($"`{verb}", page, StringComparison.Ordinal);
        foreach (var option in All(Root()).Single(one => string.Join(' ', Path(one)) == verb).Options)
        {
            Assert.Contains(option.Name, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Help_of_the_whole_lists_the_exit_codes()
    {
        var outcome = await new Shell().RunAsync("--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("6 something needs attention", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_printed_alone() =>
        Assert.Matches(@"^\d+\.\d+\.\d+", (await new Shell().RunAsync("--version")).Out);

    [Theory]
    [InlineData("", "orders")]
    [InlineData("or", "orders")]
    [InlineData("orders --sta", "--state")]
    [InlineData("orders --state ", "retrying")]
    [InlineData("trigger ", "order/created")]
    [InlineData("dlq ", "retry")]
    [InlineData("completion ", "fish")]
    public async Task Shell_completes_verbs_options_and_values(string line, string expected)
    {
        var outcome = await new Shell().RunAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(expected, outcome.Out.Split(Environment.NewLine), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "#compdef rechargesync")]
    [InlineData("fish", "complete -c rechargesync")]
    public async Task Script_for_each_shell_asks_the_tool_itself(string shell, string expected)
    {
        var outcome = await new Shell().RunAsync("completion", shell);

        Assert.Contains(expected, outcome.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("--help", true)]
    [InlineData("--version", true)]
    [InlineData("--json orders", true)]
    [InlineData("--url=http://localhost:1 doctor", true)]
    [InlineData("[suggest:0]", true)]
    [InlineData("nonsense", true)]
    [InlineData("", false)]
    [InlineData("--urls http://localhost:5104", false)]
    [InlineData("--environment Production", false)]
    [InlineData("/Stores:default:AccessToken=1", false)]
    public void Verbs_run_the_command_line_and_a_host_s_own_options_the_host(string args, bool isCommandLine) =>
        Assert.Equal(isCommandLine, CommandLine.IsMeant(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static Root Root()
    {
        using var nothing = new StringWriter();
        using var nobody = new StringReader("");
        return CommandLine.Build(new Shell().Terminal(nothing, nothing, nobody));
    }

    private static IEnumerable<Verb> All(Command command) =>
        command is Verb verb ? [verb] : command.Subcommands.SelectMany(All);

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent).Append(command.Name) : [];

    private static string Page()
    {
        using var stream = typeof(VerbTests).Assembly.GetManifestResourceStream("command-line.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
