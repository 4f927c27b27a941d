using System.CommandLine;

namespace RechargeSync.Cli.Completion;

/// <summary><c>completion</c>: prints the script that teaches a shell to complete <c>rechargesync</c>.</summary>
internal sealed class CompletionCommand : CliCommand
{
    // Each hands what was typed, without the program's name, to the [suggest] directive of the command line.
    private const string Bash = """
        _rechargesync() {
          local line="${COMP_LINE:0:COMP_POINT}"
          line="${line#"${COMP_WORDS[0]}"}"
          line="${line# }"
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(rechargesync "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _rechargesync rechargesync
        """;

    private const string Zsh = """
        #compdef rechargesync
        _rechargesync() {
          local line="${BUFFER[1,CURSOR]}"
          line="${line#${words[1]}}"
          line="${line# }"
          local -a found
          found=("${(@f)$(rechargesync "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _rechargesync rechargesync
        """;

    private const string Fish = """
        function __rechargesync
            set -l line (commandline -cp)
            set line (string replace -r '^\S+ ?' '' -- "$line")
            rechargesync "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c rechargesync -f -a '(__rechargesync)'
        """;

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish", HelpName = "SHELL" };

    public CompletionCommand(CliEnvironment environment)
        : base(
            environment,
            "completion",
            "Print a script that completes commands, options and values in your shell.",
            "completion bash > ~/.local/share/bash-completion/completions/rechargesync",
            "completion zsh > ~/.zfunc/_rechargesync",
            "completion fish > ~/.config/fish/completions/rechargesync.fish"
        )
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(_shell);
    }

    protected override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Output.Line(
            context.Value(_shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            }
        );
        return Task.FromResult(ExitCode.Done);
    }
}
