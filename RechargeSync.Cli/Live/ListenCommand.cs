using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>listen</c>: prints events as they happen.</summary>
internal sealed class ListenVerb : Verb
{
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<string?> _type = new("--type") { Description = "Only events of this type" };
    private readonly Option<bool> _problems = new("--problems") { Description = "Only warnings and failures" };
    private readonly Option<int?> _max = new("--max")
    {
        Description = "End after so many events; without it, Ctrl+C ends",
        HelpName = "N",
    };

    public ListenVerb(Terminal terminal)
        : base(
            terminal,
            "listen",
            "Print events as they happen, one a line, and connect again where the connection breaks.",
            "listen",
            "listen --store default --problems",
            "listen --json --max 10"
        )
    {
        _type.AcceptOnlyFromAmong("delivery", "order", "failure", "act", "unstored");
        foreach (var option in new Option[] { _store, _type, _problems, _max })
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var left = call.Value(_max) ?? int.MaxValue;
        var tail = new LiveTail(call.Client, call.Terminal.Clock, call.Screen.Say);
        call.Screen.Say($"Listening at {call.Url}; Ctrl+C ends.");
        try
        {
            await foreach (var happened in tail.ReadAsync(cancellationToken))
            {
                if (left > 0 && IsWanted(call, happened))
                {
                    Print(call.Screen, happened);
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

    private bool IsWanted(Call call, LiveEvent happened) =>
        (call.Value(_store) is not { } store || happened.Store == store)
        && (call.Value(_type) is not { } type || happened.Type == type)
        && (!call.Value(_problems) || happened.Outcome is "warning" or "failed");

    private static void Print(Screen screen, LiveEvent happened)
    {
        if (screen.IsJson)
        {
            screen.Json(happened, AdminJson.Default.LiveEvent);
        }
        else
        {
            screen.Line(
                Words.Printable(
                    Words.Number(
                        $"{Words.Time(happened.At)}  {happened.Outcome,-7}  {happened.Type,-8}  {happened.Store}  {happened.Resource}  {happened.Text}"
                    )
                ),
                Cell.ColorOf(happened.Outcome)
            );
        }
    }
}
