using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using RechargeSync.Cli.Bulk;
using RechargeSync.Cli.Completion;
using RechargeSync.Cli.DeadLetters;
using RechargeSync.Cli.Doctor;
using RechargeSync.Cli.Live;
using RechargeSync.Cli.Orders;
using RechargeSync.Cli.Pauses;
using RechargeSync.Cli.Reconciliation;
using RechargeSync.Cli.Signatures;
using RechargeSync.Cli.Subscriptions;
using RechargeSync.Cli.Trigger;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli;

/// <summary>
/// The command line <c>rechargesync</c>: finds the command, runs it, and turns what went wrong into words and an exit
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

    public static Task<int> RunAsync(string[] args) =>
        RunAsync(args, CliEnvironment.OfProcess(), CancellationToken.None);

    /// <summary>Runs a command line; each of the surroundings can be another.</summary>
    public static async Task<int> RunAsync(
        string[] args,
        CliEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var parsed = Build(environment).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var output = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = environment.Out,
            Error = environment.Error,
        };
        if (parsed.Action is ParseErrorAction errors)
        {
            // Standard output belongs to results, so that nobody reads a help text as one.
            errors.ShowHelp = false;
            output.Output = environment.Error;
            await parsed.InvokeAsync(output, cancellationToken);
            await environment.Error.WriteLineAsync(
                $"See: {string.Join(' ', Path(parsed.CommandResult.Command))} --help"
            );
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
            await environment.Error.WriteLineAsync(CliFormat.PrintableLines(explanation.Text));
            return explanation.ExitCode;
        }
    }

    /// <summary>All commands and the options that they share.</summary>
    public static Root Build(CliEnvironment environment)
    {
        var root = new Root("Looks after RechargeSync: what became of orders, what needs a person, and test webhooks.")
        {
            new TriggerCommand(environment),
            new ListenCommand(environment),
            new OrdersCommand(environment),
            new ShowCommand(environment),
            new ExplainCommand(environment),
            new ExplainSignatureCommand(environment),
            new ReplayCommand(environment),
            new PlaceCommand(environment),
            new EraseCommand(environment),
            DeadLettersCommand.Build(environment),
            new ReconcileCommand(environment),
            new HealCommand(environment),
            JobsCommand.Build(environment),
            new RestoredCommand(environment),
            WebhooksCommand.Build(environment),
            new ResumeCommand(environment),
            new DoctorCommand(environment),
            new CompletionCommand(environment),
        };
        var help = root.Options.OfType<HelpOption>().Single();

        // Windows' spelling would only clutter what shells complete.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        help.Action = new HelpWithExamples((HelpAction)help.Action!, ToolName, Epilogue);
        return root;
    }

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? Path(parent).Append(command.Name)
            : [ToolName];

    private static (int ExitCode, string Text)? Explain(Exception exception) =>
        exception switch
        {
            CommandException known => (known.ExitCode, known.Message),
            AdminException { Status: 401 or 403 } refused => (
                ExitCode.NotAllowed,
                $"Not allowed. {refused.Message}\nPut a key into {GlobalOptions.KeyVariable}, "
                    + "or name another variable with --key-env; actions need a key of an operator."
            ),
            AdminException { Status: 404 } missing => (ExitCode.NotFound, $"Not found. {missing.Message}"),
            AdminException { Status: 400 or 422 } wrong => (ExitCode.Usage, wrong.Message),
            AdminException failed => (ExitCode.Failed, failed.Message),
            HttpRequestException unreachable => (
                ExitCode.CannotReach,
                $"Cannot reach it: {unreachable.Message}\nStart the system (dotnet run --project "
                    + $"RechargeSync.AppHost), or give its address with --url or {GlobalOptions.UrlVariable}."
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
