using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Live;

/// <summary><c>listen</c>: prints events as they happen.</summary>
internal sealed class ListenCommand : CliCommand
{
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<string?> _type = new("--type") { Description = "Only events of this type" };
    private readonly Option<bool> _problems = new("--problems") { Description = "Only warnings and failures" };
    private readonly Option<int?> _max = new("--max")
    {
        Description = "End after so many events; without it, Ctrl+C ends",
        HelpName = "N",
    };

    public ListenCommand(CliEnvironment environment)
        : base(
            environment,
            "listen",
            "Print events as they happen, one a line, and connect again where the connection breaks.",
            "listen",
            "listen --store default --problems",
            "listen --json --max 10"
        )
    {
        _type.AcceptOnlyFromAmong([.. LiveEventTypes.All]);
        foreach (var option in new Option[] { _store, _type, _problems, _max })
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var left = context.Value(_max) ?? int.MaxValue;
        var tail = new LiveTail(context.Client, context.Environment.Clock, context.Output.Say);
        context.Output.Say($"Listening at {context.Url}; Ctrl+C ends.");
        try
        {
            await foreach (var happened in tail.ReadAsync(cancellationToken))
            {
                if (left > 0 && IsWanted(context, happened))
                {
                    Print(context.Output, happened);
                    left--;
                }

                if (left <= 0)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how a tail ends.
        }

        return ExitCode.Done;
    }

    private bool IsWanted(CommandContext context, LiveEvent happened) =>
        (context.Value(_store) is not { } store || happened.Store == store)
        && (context.Value(_type) is not { } type || happened.Type == type)
        && (!context.Value(_problems) || happened.Outcome is "warning" or "failed");

    private static void Print(CliOutput output, LiveEvent happened)
    {
        if (output.IsJson)
        {
            output.Json(happened, AdminJson.Default.LiveEvent);
        }
        else
        {
            output.Line(
                CliFormat.Printable(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{CliFormat.Time(happened.At)}  {happened.Outcome,-7}  {happened.Type,-8}  "
                            + $"{happened.Store}  {happened.Resource}  {happened.Text}"
                    )
                ),
                Cell.ColorOf(happened.Outcome)
            );
        }
    }
}
