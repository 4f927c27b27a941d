using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.DeadLetters;

/// <summary><c>dlq list</c>: what was given up, one by one or by reason.</summary>
internal sealed class ListDeadLettersCommand : CliCommand
{
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Only those with this reason",
        HelpName = "REASON",
    };
    private readonly Option<string?> _kind = new("--kind") { Description = "Only those of this kind" };
    private readonly Option<bool> _groups = new("--groups") { Description = "Count by store, kind and reason instead" };
    private readonly Option<int> _limit = ListOptions.Limit();
    private readonly Option<string?> _cursor = ListOptions.Cursor();

    public ListDeadLettersCommand(CliEnvironment environment)
        : base(
            environment,
            "list",
            "List dead letters.",
            "dlq list",
            "dlq list --groups",
            "dlq list --store default --reason unauthorized --json"
        )
    {
        _kind.AcceptOnlyFromAmong("order", "checkout", "charge", "delivery");
        foreach (var option in new Option[] { _store, _kind, _reason, _groups, _limit, _cursor })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (
                result.GetValue(_groups)
                && new Option[] { _kind, _reason, _cursor }.Any(option => result.GetResult(option) is not null)
            )
            {
                result.AddError("--groups counts all of them: leave --kind, --reason and --cursor out.");
            }
        });
    }

    protected override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Value(_groups) ? GroupsAsync(context, cancellationToken) : ListAsync(context, cancellationToken);

    private async Task<int> GroupsAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var groups = await context.Client.DeadLetterGroupsAsync(context.Value(_store), cancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Json(groups, AdminJson.Default.ListPageDeadLetterGroup);
        }
        else if (groups.Items.Count == 0)
        {
            context.Output.Say("No dead letters.");
        }
        else
        {
            context.Output.Table(
                ["store", "kind", "reason", "count", "oldest", "newest"],
                groups.Items.Select(group =>
                    new Cell[]
                    {
                        group.Store,
                        group.Kind,
                        group.Reason,
                        CliFormat.Number($"{group.Count}"),
                        CliFormat.Time(group.OldestAt),
                        CliFormat.Time(group.NewestAt),
                    }
                )
            );
        }

        return ExitCode.Done;
    }

    private async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var letters = await Pages.ReadAsync(
            context.Value(_limit),
            context.Value(_cursor),
            (cursor, limit) =>
                context.Client.DeadLettersAsync(
                    new DeadLetterQuery
                    {
                        Store = context.Value(_store),
                        Kind = context.Value(_kind),
                        Reason = context.Value(_reason),
                        Cursor = cursor,
                        Limit = limit,
                    },
                    cancellationToken
                )
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(letters, AdminJson.Default.ListPageDeadLetter);
        }
        else if (letters.Items.Count == 0)
        {
            context.Output.Say("No dead letters.");
        }
        else
        {
            context.Output.Table(
                ["store", "id", "reason", "attempts", "given up"],
                letters.Items.Select(letter =>
                    new Cell[]
                    {
                        letter.Store,
                        letter.Id,
                        letter.Reason,
                        CliFormat.Number($"{letter.Attempts}"),
                        CliFormat.Time(letter.GivenUpAt),
                    }
                )
            );
            if (letters.Next is { } next)
            {
                context.Output.Say($"There are more: --limit N, or --cursor {CliFormat.Printable(next)}");
            }
        }

        return ExitCode.Done;
    }
}
