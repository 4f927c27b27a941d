using System.CommandLine;

namespace RechargeSync.Cli.Tests;

/// <summary>Commands, their help, their completion, and their documentation.</summary>
public sealed class CommandTests
{
    public static TheoryData<string> Commands => [.. All(Root()).Select(command => string.Join(' ', Path(command)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help_with_examples_under_the_tool_s_name(string command)
    {
        var outcome = await new Shell().RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"  rechargesync {command}", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("--json", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_can_be_parsed(string command)
    {
        foreach (var example in All(Root()).Single(one => string.Join(' ', Path(one)) == command).Examples)
        {
            Assert.Empty(Root().Parse(example.Split(" > ")[0].Split(" < ")[0].Replace('\'', '"')).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_and_option_is_documented(string command)
    {
        var page = Page();
        Assert.Contains($"`{command}", page, StringComparison.Ordinal);
        foreach (var option in All(Root()).Single(one => string.Join(' ', Path(one)) == command).Options)
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
    public async Task Shell_completes_commands_options_and_values(string line, string expected)
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

    private static Root Root()
    {
        using var nothing = new StringWriter();
        using var nobody = new StringReader("");
        return CommandLine.Build(new Shell().Open(nothing, nothing, nobody));
    }

    private static IEnumerable<CliCommand> All(Command command) =>
        command is CliCommand one ? [one] : command.Subcommands.SelectMany(All);

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent).Append(command.Name) : [];

    private static string Page()
    {
        using var stream = typeof(CommandTests).Assembly.GetManifestResourceStream("command-line.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
