using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.DeadLetters;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>dlq list</c>: what was given up, one by one or by reason.</summary>
internal sealed class DeadLetterListVerb : Verb
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

    public DeadLetterListVerb(Terminal terminal)
        : base(
            terminal,
            "list",
            "List dead letters.",
            "dlq list",
            "dlq list --groups",
            "dlq list --store default --reason unauthorized --json"
        )
    {
        _kind.AcceptOnlyFromAmong("order", "checkout", "delivery");
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

    protected override Task<int> RunAsync(Call call, CancellationToken cancellationToken) =>
        call.Value(_groups) ? GroupsAsync(call, cancellationToken) : LettersAsync(call, cancellationToken);

    private async Task<int> GroupsAsync(Call call, CancellationToken cancellationToken)
    {
        var groups = await call.Client.DeadLetterGroupsAsync(call.Value(_store), cancellationToken);
        if (call.Screen.IsJson)
        {
            call.Screen.Json(groups, AdminJson.Default.ListPageDeadLetterGroup);
        }
        else if (groups.Items.Count == 0)
        {
            call.Screen.Say("No dead letters.");
        }
        else
        {
            call.Screen.Table(
                ["store", "kind", "reason", "count", "oldest", "newest"],
                groups.Items.Select(group =>
                    new Cell[]
                    {
                        group.Store,
                        group.Kind,
                        group.Reason,
                        Words.Number($"{group.Count}"),
                        Words.Time(group.OldestAt),
                        Words.Time(group.NewestAt),
                    }
                )
            );
        }

        return ExitCode.Done;
    }

    private async Task<int> LettersAsync(Call call, CancellationToken cancellationToken)
    {
        var letters = await Pages.ReadAsync(
            call.Value(_limit),
            call.Value(_cursor),
            async (cursor, limit) =>
            {
                var page = await call.Client.DeadLettersAsync(
                    call.Value(_store),
                    call.Value(_kind),
                    call.Value(_reason),
                    cursor,
                    limit,
                    cancellationToken
                );
                return new ListPage<DeadLetter>(page.Items, page.Next);
            }
        );
        if (call.Screen.IsJson)
        {
            call.Screen.Json(new DeadLetterPage(letters.Items, letters.Next), AdminJson.Default.DeadLetterPage);
        }
        else if (letters.Items.Count == 0)
        {
            call.Screen.Say("No dead letters.");
        }
        else
        {
            call.Screen.Table(
                ["store", "id", "reason", "tries", "given up"],
                letters.Items.Select(letter =>
                    new Cell[]
                    {
                        letter.Store,
                        letter.Id,
                        letter.Reason,
                        Words.Number($"{letter.Attempts}"),
                        Words.Time(letter.GivenUpAt),
                    }
                )
            );
            if (letters.Next is { } next)
            {
                call.Screen.Say($"There are more: --limit N, or --cursor {Words.Printable(next)}");
            }
        }

        return ExitCode.Done;
    }
}
