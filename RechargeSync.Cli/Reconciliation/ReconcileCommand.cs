using System.CommandLine;
using System.Globalization;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>reconcile</c>: has a store walked now, and waits until the walk has ended.</summary>
internal sealed class ReconcileVerb : Verb
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private const int MostShown = 20;

    private readonly Option<string> _store = StoreOption.Target();

    private readonly Option<string?> _since = new("--since")
    {
        Description =
            "Look at orders updated from this time on: 2026-03-02T14:00:00Z, or so long ago: 15m, 2h, 3d; without it, from where the last walk began",
        HelpName = "TIME",
    };

    private readonly Option<string?> _note = NoteOption.Optional();
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public ReconcileVerb(Terminal terminal)
        : base(
            terminal,
            "reconcile",
            "Compare Recharge's orders with ours now, and heal what is missing. Ends with 6 where something was found that was not healed.",
            "reconcile",
            "reconcile --store default --since 3d",
            "reconcile --no-wait --json"
        )
    {
        foreach (var option in new Option[] { _store, _since, _note, _noWait })
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

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var since = call.Value(_since) is { } text ? Read(text, call.Terminal.Clock.GetUtcNow()) : null;
        var asked = await call.Client.ReconcileAsync(
            new ReconcileRequest
            {
                Store = call.Value(_store)!,
                Since = since,
                Note = call.Value(_note),
            },
            cancellationToken
        );
        if (call.Value(_noWait))
        {
            if (call.Screen.IsJson)
            {
                call.Screen.Json(asked, AdminJson.Default.ReconcileResult);
            }
            else
            {
                call.Screen.Line(Words.Printable(asked.Message));
            }

            return ExitCode.Done;
        }

        call.Screen.Say(Words.Printable(asked.Message));
        var run = await call.Screen.ProgressAsync(
            "Waiting for the Worker",
            total: null,
            report => FinishedAsync(call, asked, report, cancellationToken)
        );
        await PrintAsync(call, run, cancellationToken);
        return run.Missing + run.Different + run.Extra > run.Healed ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    private static async Task<ReconciliationRun> FinishedAsync(
        Call call,
        ReconcileResult asked,
        Action<int, string?> report,
        CancellationToken cancellationToken
    )
    {
        string? lastError = null;
        while (true)
        {
            // Newest first; where walks follow each other closely, the first one after the question is the one that was
            // asked for.
            var runs = (await call.Client.ReconciliationRunsAsync(asked.Store, null, MostShown, cancellationToken))
                .Items.Where(run => run.Id > (asked.AfterRunId ?? 0))
                .ToList();
            if (runs.LastOrDefault(run => run.FinishedAt is not null) is { } finished)
            {
                return finished;
            }

            var newest = runs.FirstOrDefault();
            if (newest is not null)
            {
                report(0, Words.Number($"{newest.State}: {newest.Checked} orders looked at ({newest.Stage})"));
                if (newest.Error is { } error && error != lastError)
                {
                    call.Screen.Say(
                        Words.Printable(
                            $"The walk stands still: {error} The Worker tries again by itself; Ctrl+C ends the waiting, not the walk."
                        )
                    );
                    lastError = error;
                }
            }

            await Task.Delay(s_look, call.Terminal.Clock, cancellationToken);
        }
    }

    private static async Task PrintAsync(Call call, ReconciliationRun run, CancellationToken cancellationToken)
    {
        if (call.Screen.IsJson)
        {
            call.Screen.Json(run, CliJson.Default.ReconciliationRun);
            return;
        }

        call.Screen.Line(
            Words.Number(
                $"Walk {run.Id} of store {run.Store}: {run.Checked} orders looked at, {run.Missing} missing, {run.Different} different, {run.Extra} extra; {run.Healed} healed. It took {Words.Duration(run.DurationMs)}."
            )
        );
        if (run.Warning is { } warning)
        {
            call.Screen.Say(Words.Printable(warning));
        }

        if (run.Missing + run.Different + run.Extra > 0)
        {
            var findings = await call.Client.FindingsAsync(run.Id, null, MostShown, cancellationToken);
            call.Screen.Table(
                ["order", "kind", "healed", "meaning"],
                findings.Items.Select(finding =>
                    new Cell[]
                    {
                        Words.Number($"{finding.Store}/{finding.OrderId}"),
                        finding.Kind,
                        finding.Healed ? "yes" : "no",
                        finding.Meaning,
                    }
                )
            );
            if (findings.Next is not null)
            {
                call.Screen.Say($"The first {MostShown} are shown.");
            }
        }
    }

    private static DateTimeOffset? Read(string text, DateTimeOffset now) =>
        Words.TrySpan(text, out var span) ? now - span
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
        : null;
}
