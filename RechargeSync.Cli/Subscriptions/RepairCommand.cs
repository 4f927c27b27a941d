using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Subscriptions;

/// <summary><c>webhooks repair</c>: has the missing subscriptions created, and waits until all are there.</summary>
internal sealed class RepairCommand : CliCommand
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Option<string> _store = StoreOption.Target();
    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public RepairCommand(CliEnvironment environment)
        : base(
            environment,
            "repair",
            "Create the subscriptions that are missing, the first time or after Recharge deleted some.",
            "webhooks register --store default",
            "webhooks repair"
        )
    {
        Aliases.Add("register");
        Add(_store);
        Add(_note);
        Add(_noWait);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var store = context.Value(_store)!;
        var asked = await context.Client.RepairSubscriptionsAsync(
            store,
            new NoteRequest { Note = context.Value(_note) },
            cancellationToken
        );
        if (context.Value(_noWait))
        {
            Print(context.Output, asked, asked.Message);
            return ExitCode.Done;
        }

        context.Output.Say(CliFormat.Printable(asked.Message));
        var found = await context.Output.ProgressAsync(
            "Waiting for the Worker",
            total: null,
            _ => CompleteAsync(context, store, cancellationToken)
        );
        if (found.Complete == true)
        {
            Print(
                context.Output,
                asked with
                {
                    Message = "All subscriptions are there.",
                },
                $"Store {store}: all subscriptions are there."
            );
            return ExitCode.Done;
        }

        throw new CommandException(
            ExitCode.Failed,
            $"The subscriptions of store {store} are not complete after a minute. "
                + (found.Error ?? found.Health.Error ?? "Is a Worker running?")
                + $" See: {CommandLine.ToolName} doctor"
        );
    }

    private static void Print(CliOutput output, RepairResult result, string text)
    {
        if (output.IsJson)
        {
            output.Json(result, AdminJson.Default.RepairResult);
        }
        else
        {
            output.Line(CliFormat.Printable(text));
        }
    }

    private static async Task<StoreSubscriptions> CompleteAsync(
        CommandContext context,
        string store,
        CancellationToken cancellationToken
    )
    {
        var start = context.Environment.Clock.GetTimestamp();
        while (true)
        {
            var found = (await context.Client.SubscriptionsAsync(store, cancellationToken)).Items.Single();
            if (found.Complete == true || context.Environment.Clock.GetElapsedTime(start) > s_patience)
            {
                return found;
            }

            await Task.Delay(s_look, context.Environment.Clock, cancellationToken);
        }
    }
}
