using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Reconciliation;

/// <summary><c>reconcile</c>: has a store reconciled now, and waits until the run has ended.</summary>
internal sealed class ReconcileCommand : CliCommand
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);
    private const int MostShown = 20;

    // What a dry run tells is what it was made for.
    private const int MostShownOfDryRun = 500;

    private readonly Option<string> _store = StoreOption.Target();

    private readonly Option<string?> _since = new("--since")
    {
        Description =
            "Look at orders updated from this time on: 2026-03-02T14:00:00Z, or so long ago: 15m, 2h, 3d; "
            + "without it, from where the last run began",
        HelpName = "TIME",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Only tell what would be placed or mended",
    };

    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public ReconcileCommand(CliEnvironment environment)
        : base(
            environment,
            "reconcile",
            "Compare Recharge's orders with ours now, and heal what is missing. "
                + "Ends with 6 where something was found that was not healed, in a dry run where anything was.",
            "reconcile",
            "reconcile --store default --since 3d",
            "reconcile --dry-run --since 30d",
            "reconcile --no-wait --json"
        )
    {
        foreach (var option in new Option[] { _store, _since, _dryRun, _note, _noWait })
        {
            Add(option);
        }

        _since.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && Read(token.Value, DateTimeOffset.UnixEpoch) is null)
            {
                result.AddError(
                    "--since takes a time with its zone, such as 2026-03-02T14:00:00Z, or a number and s, m, h or d."
                );
            }
        });
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var since = context.Value(_since) is { } text ? Read(text, context.Environment.Clock.GetUtcNow()) : null;
        var asked = await context.Client.ReconcileAsync(
            new ReconcileRequest
            {
                Store = context.Value(_store)!,
                Since = since,
                DryRun = context.Value(_dryRun),
                Note = context.Value(_note),
            },
            cancellationToken
        );
        if (context.Value(_noWait))
        {
            if (context.Output.IsJson)
            {
                context.Output.Json(asked, AdminJson.Default.ReconcileResult);
            }
            else
            {
                context.Output.Line(CliFormat.Printable(asked.Message));
            }

            return ExitCode.Done;
        }

        context.Output.Say(CliFormat.Printable(asked.Message));
        var run = await context.Output.ProgressAsync(
            "Waiting for the Worker",
            total: null,
            report => FinishedAsync(context, asked, context.Value(_dryRun), report, cancellationToken)
        );
        await PrintAsync(context, run, cancellationToken);
        return run.Missing + run.Different + run.Extra > run.Healed ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    private static async Task<ReconciliationRun> FinishedAsync(
        CommandContext context,
        ReconcileResult asked,
        bool isDryRun,
        Action<int, string?> report,
        CancellationToken cancellationToken
    )
    {
        string? lastError = null;
        while (true)
        {
            // Newest first; where runs follow each other closely, the first one of its kind after the question is the
            // one that was asked for.
            var runs = (await context.Client.ReconciliationRunsAsync(asked.Store, null, MostShown, cancellationToken))
                .Items.Where(run => run.Id > (asked.AfterRunId ?? 0) && run.DryRun == isDryRun)
                .ToList();
            if (runs.LastOrDefault(run => run.FinishedAt is not null) is { } finished)
            {
                return finished;
            }

            var newest = runs.FirstOrDefault();
            if (newest is not null)
            {
                report(0, CliFormat.Number($"{newest.State}: {newest.Checked} orders compared ({newest.Stage})"));
                if (newest.Error is { } error && error != lastError)
                {
                    context.Output.Say(
                        CliFormat.Printable(
                            $"The run stands still: {error} The Worker tries again by itself; "
                                + "Ctrl+C ends the waiting, not the run."
                        )
                    );
                    lastError = error;
                }
            }

            await Task.Delay(s_pace, context.Environment.Clock, cancellationToken);
        }
    }

    private static async Task PrintAsync(
        CommandContext context,
        ReconciliationRun run,
        CancellationToken cancellationToken
    )
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(run, CliJson.Default.ReconciliationRun);
            return;
        }

        context.Output.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(run.DryRun ? "Dry run" : "Run")} {run.Id} of store {run.Store}: {run.Checked} orders compared, "
                    + $"{run.Missing} missing, {run.Different} different, {run.Extra} extra; "
                    + $"{(run.DryRun ? "nothing was done" : $"{run.Healed} healed")}. "
                    + $"It took {CliFormat.Duration(run.DurationMs)}."
            )
        );
        if (run.Warning is { } warning)
        {
            context.Output.Say(CliFormat.Printable(warning));
        }

        if (run.Missing + run.Different + run.Extra > 0)
        {
            var most = run.DryRun ? MostShownOfDryRun : MostShown;
            var findings = await context.Client.FindingsAsync(run.Id, null, most, cancellationToken);
            context.Output.Table(
                ["order", "kind", run.DryRun ? "would be healed" : "healed", "meaning"],
                findings.Items.Select(finding =>
                    new Cell[]
                    {
                        CliFormat.Number($"{finding.Store}/{finding.OrderId}"),
                        finding.Kind,
                        (run.DryRun ? finding.Mendable : finding.Healed) ? "yes" : "no",
                        finding.Meaning,
                    }
                )
            );
            if (findings.Next is not null)
            {
                context.Output.Say($"The first {most} are shown.");
            }
        }
    }

    private static DateTimeOffset? Read(string text, DateTimeOffset now) =>
        CliFormat.TrySpan(text, out var span) ? now - span
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
        : null;
}
