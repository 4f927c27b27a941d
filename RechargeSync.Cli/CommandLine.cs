using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using RechargeSync.Console.Cli.Verbs;
using RechargeSync.Core.Admin.Client;

namespace RechargeSync.Console.Cli;

/// <summary>
/// The command line <c>rechargesync</c>: finds the verb, runs it, and turns what went wrong into words and an exit
/// code.
/// </summary>
internal static class CommandLine
{
    public const string ToolName = "rechargesync";

    private const string Epilogue = """
        Examples:
          rechargesync doctor
          rechargesync trigger order/created --prepaid --count 5
          rechargesync orders --state dead
          rechargesync explain 534919106

        Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 not allowed, 5 cannot reach, 6 something needs attention.
        """;

    /// <summary>
    /// True where arguments are meant for the command line and not for the web host, whose own all begin with a dash or
    /// a slash. An installed tool is the command line alone.
    /// </summary>
    public static bool IsMeant(IReadOnlyList<string> args) => IsInstalledTool() || (args.Count > 0 && IsMeant(args[0]));

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Terminal.OfProcess(), CancellationToken.None);

    /// <summary>Runs a command line; each of the surroundings can be another.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Build(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var output = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        if (parsed.Action is ParseErrorAction errors)
        {
            // Standard output belongs to results, so that nobody reads a help text as one.
            errors.ShowHelp = false;
            output.Output = terminal.Error;
            await parsed.InvokeAsync(output, cancellationToken);
            await terminal.Error.WriteLineAsync($"See: {string.Join(' ', Path(parsed.CommandResult.Command))} --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(output, cancellationToken);
        }
        catch (OperationCanceledException exception) when (exception.InnerException is not TimeoutException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception) when (Explain(exception) is { } explanation)
        {
            await terminal.Error.WriteLineAsync(Words.PrintableLines(explanation.Text));
            return explanation.ExitCode;
        }
    }

    /// <summary>All verbs and the options that they share.</summary>
    public static Root Build(Terminal terminal)
    {
        var root = new Root("Looks after RechargeSync: what became of orders, what needs a person, and test webhooks.")
        {
            new TriggerVerb(terminal),
            new ListenVerb(terminal),
            new OrdersVerb(terminal),
            new ShowVerb(terminal),
            new ExplainVerb(terminal),
            new ExplainSignatureVerb(terminal),
            new ReplayVerb(terminal),
            DeadLetterVerbs.Build(terminal),
            new ReconcileVerb(terminal),
            SubscriptionVerbs.Build(terminal),
            new DoctorVerb(terminal),
            new CompletionVerb(terminal),
        };
        var help = root.Options.OfType<HelpOption>().Single();

        // Windows' spelling would only clutter what shells complete.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        help.Action = new HelpWithExamples((HelpAction)help.Action!, ToolName, Epilogue);
        return root;
    }

    private static bool IsMeant(string first) =>
        !first.StartsWith('-') && !first.StartsWith('/')
        || first is "-h" or "-?" or "--help" or "--version"
        || GlobalOptions.Names.Any(name => first == name || first.StartsWith(name + "=", StringComparison.Ordinal));

    // Where NuGet puts a tool's files: …/tools/net10.0/any/.
    private static bool IsInstalledTool() =>
        new DirectoryInfo(AppContext.BaseDirectory) is { Name: "any", Parent.Parent.Name: "tools" };

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? Path(parent).Append(command.Name)
            : [ToolName];

    private static (int ExitCode, string Text)? Explain(Exception exception) =>
        exception switch
        {
            VerbException known => (known.ExitCode, known.Message),
            AdminException { Status: 401 or 403 } refused => (
                ExitCode.NotAllowed,
                $"Not allowed. {refused.Message}\nPut a key into {GlobalOptions.KeyVariable}, or name another variable with --key-env; acts need a key of an operator."
            ),
            AdminException { Status: 404 } missing => (ExitCode.NotFound, $"Not found. {missing.Message}"),
            AdminException { Status: 400 or 422 } wrong => (ExitCode.Usage, wrong.Message),
            AdminException failed => (ExitCode.Failed, failed.Message),
            HttpRequestException unreachable => (
                ExitCode.CannotReach,
                $"Cannot reach it: {unreachable.Message}\nStart the system (dotnet run --project RechargeSync.AppHost), or give its address with --url or {GlobalOptions.UrlVariable}."
            ),
            OperationCanceledException => (
                ExitCode.CannotReach,
                "No answer within the time allowed. Try again, and see 'rechargesync doctor'."
            ),
            IOException broken => (ExitCode.Failed, broken.Message),
            System.Text.Json.JsonException => (
                ExitCode.CannotReach,
                "The answer is not the admin API's. Check the address: --url is that of RechargeSync.Console."
            ),
            UnauthorizedAccessException denied => (ExitCode.Failed, denied.Message),
            _ => null,
        };
}
