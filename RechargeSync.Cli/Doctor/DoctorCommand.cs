using RechargeSync.Core.Admin.Client;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>doctor</c>: looks at everything the system stands on, and says of each what to do.</summary>
internal sealed class DoctorVerb(Terminal terminal)
    : Verb(
        terminal,
        "doctor",
        "Check configuration, Postgres, Redis, Recharge's token and scopes, subscriptions and the platform. Ends with 6 where something failed.",
        "doctor",
        "doctor --json --url https://console.internal"
    )
{
    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var start = call.Terminal.Clock.GetTimestamp();
        try
        {
            var session = await call.Client.SessionAsync(cancellationToken);
            var console = new DoctorCheck(
                "console",
                null,
                "ok",
                $"Answers at {call.Url}; you are {session.Name}, {session.Role}.",
                null,
                Elapsed()
            );
            var report = await call.Screen.ProgressAsync(
                "Looking",
                total: null,
                _ => call.Client.DoctorAsync(cancellationToken)
            );
            return Print(
                call.Screen,
                report with
                {
                    Checks = [console, .. report.Checks],
                },
                report.Healthy ? ExitCode.Done : ExitCode.NeedsAttention
            );
        }
        catch (HttpRequestException exception)
        {
            return Fail(
                $"Cannot be reached at {call.Url}: {exception.Message}",
                $"Start the Console, or give its address with --url or {GlobalOptions.UrlVariable}.",
                ExitCode.CannotReach
            );
        }
        catch (AdminException exception) when (exception.Status is 401 or 403)
        {
            return Fail(
                $"Answers at {call.Url}, and lets you not in: {exception.Title}.",
                $"Put a key of Admin:KeyHashes into {GlobalOptions.KeyVariable}.",
                ExitCode.NotAllowed
            );
        }

        long Elapsed() => (long)call.Terminal.Clock.GetElapsedTime(start).TotalMilliseconds;

        int Fail(string message, string advice, int exitCode) =>
            Print(
                call.Screen,
                new DoctorReport(
                    call.Terminal.Clock.GetUtcNow(),
                    Healthy: false,
                    [new DoctorCheck("console", null, "failed", message, advice, Elapsed())]
                ),
                exitCode
            );
    }

    private static int Print(Screen screen, DoctorReport report, int exitCode)
    {
        if (screen.IsJson)
        {
            screen.Json(report, AdminJson.Default.DoctorReport);
            return exitCode;
        }

        foreach (var check in report.Checks)
        {
            var name = check.Store is null ? check.Name : $"{check.Name} ({check.Store})";
            screen.Line(Words.Printable($"{check.Status,-8} {name}: {check.Message}"), Cell.ColorOf(check.Status));
            if (check.Advice is { } advice)
            {
                screen.Line(Words.Printable($"         {advice}"));
            }
        }

        var failed = report.Checks.Count(check => check.Status == "failed");
        screen.Say(
            failed == 0 ? "All is well." : $"{Words.Count(failed, "check", "checks")} failed; mend them in this order."
        );
        return exitCode;
    }
}
