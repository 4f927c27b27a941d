using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Pauses;

/// <summary><c>resume</c>: lists the sides that are paused, or has one called again at once.</summary>
internal sealed class ResumeCommand : CliCommand
{
    private readonly Argument<string?> _side = new("side")
    {
        Description = "recharge or platform; without it, what is paused is listed",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _store = StoreOption.Target();
    private readonly Option<string?> _note = NoteOption.Optional();

    public ResumeCommand(CliEnvironment environment)
        : base(
            environment,
            "resume",
            "List the sides that refuse every order and are paused, or resume one without waiting for its next try.",
            "resume",
            "resume platform --store default --note \"the key is right now\""
        )
    {
        _side.AcceptOnlyFromAmong("recharge", "platform");
        Add(_side);
        Add(_store);
        Add(_note);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Value(_side) is not { } side)
        {
            return await ListAsync(context, cancellationToken);
        }

        var resumed = await context.Client.ResumeAsync(
            context.Value(_store)!,
            side,
            new NoteRequest { Note = context.Value(_note) },
            cancellationToken
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(resumed, AdminJson.Default.ResumeResult);
        }
        else
        {
            context.Output.Line(CliFormat.Printable($"{resumed.Store}, {resumed.Side}: {resumed.Message}"));
        }

        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var paused = await context.Client.PausesAsync(cancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Json(paused, AdminJson.Default.ListPagePausedSide);
            return ExitCode.Done;
        }

        context.Output.Table(
            ["store", "side", "reason", "status", "tried", "what to do"],
            paused.Items.Select(pause =>
                new Cell[]
                {
                    pause.Store,
                    pause.Side,
                    pause.Reason,
                    pause.Status is { } status ? CliFormat.Number($"{status}") : "",
                    CliFormat.Number($"{pause.Probes}"),
                    pause.Advice,
                }
            )
        );
        return ExitCode.Done;
    }
}
