using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>webhooks repair</c>: has the missing subscriptions created, and waits until all are there.</summary>
internal sealed class SubscriptionRepairVerb : Verb
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Option<string> _store = StoreOption.Target();
    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public SubscriptionRepairVerb(Terminal terminal)
        : base(
            terminal,
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

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var store = call.Value(_store)!;
        var asked = await call.Client.RepairSubscriptionsAsync(
            store,
            new NoteRequest { Note = call.Value(_note) },
            cancellationToken
        );
        if (call.Value(_noWait))
        {
            Print(call.Screen, asked, asked.Message);
            return ExitCode.Done;
        }

        call.Screen.Say(Words.Printable(asked.Message));
        var found = await call.Screen.ProgressAsync(
            "Waiting for the Worker",
            total: null,
            _ => CompleteAsync(call, store, cancellationToken)
        );
        if (found.Complete == true)
        {
            Print(
                call.Screen,
                asked with
                {
                    Message = "All subscriptions are there.",
                },
                $"Store {store}: all subscriptions are there."
            );
            return ExitCode.Done;
        }

        throw new VerbException(
            ExitCode.Failed,
            $"The subscriptions of store {store} are not complete after a minute. {found.Error ?? found.Health.Error ?? "Is a Worker running?"} See: {CommandLine.ToolName} doctor"
        );
    }

    private static void Print(Screen screen, RepairResult result, string text)
    {
        if (screen.IsJson)
        {
            screen.Json(result, AdminJson.Default.RepairResult);
        }
        else
        {
            screen.Line(Words.Printable(text));
        }
    }

    private static async Task<StoreSubscriptions> CompleteAsync(
        Call call,
        string store,
        CancellationToken cancellationToken
    )
    {
        var start = call.Terminal.Clock.GetTimestamp();
        while (true)
        {
            var found = (await call.Client.SubscriptionsAsync(store, cancellationToken)).Items.Single();
            if (found.Complete == true || call.Terminal.Clock.GetElapsedTime(start) > s_patience)
            {
                return found;
            }

            await Task.Delay(s_look, call.Terminal.Clock, cancellationToken);
        }
    }
}
