using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Doctor;

/// <summary><c>doctor</c>: looks at everything the system stands on, and says of each what to do.</summary>
internal sealed class DoctorCommand(CliEnvironment environment)
    : CliCommand(
        environment,
        "doctor",
        "Check configuration, Postgres, Redis, Recharge's token and scopes, subscriptions and the platform. "
            + "Ends with 6 where something failed.",
        "doctor",
        "doctor --json --url https://console.internal"
    )
{
    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var start = context.Environment.Clock.GetTimestamp();
        try
        {
            var session = await context.Client.SessionAsync(cancellationToken);
            var console = new DoctorCheck(
                "console",
                null,
                "ok",
                $"Answers at {context.Url}; you are {session.Name}, {session.Role}.",
                null,
                Elapsed()
            );
            var report = await context.Output.ProgressAsync(
                "Looking",
                total: null,
                _ => context.Client.DoctorAsync(cancellationToken)
            );
            return Print(
                context.Output,
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
                $"Cannot be reached at {context.Url}: {exception.Message}",
                $"Start the Console, or give its address with --url or {GlobalOptions.UrlVariable}.",
                ExitCode.CannotReach
            );
        }
        catch (AdminException exception) when (exception.Status is 401 or 403)
        {
            return Fail(
                $"Answers at {context.Url}, and lets you not in: {exception.Title}.",
                $"Put a key of Admin:Keys into {GlobalOptions.KeyVariable}.",
                ExitCode.NotAllowed
            );
        }

        long Elapsed() => (long)context.Environment.Clock.GetElapsedTime(start).TotalMilliseconds;

        int Fail(string message, string advice, int exitCode) =>
            Print(
                context.Output,
                new DoctorReport(
                    context.Environment.Clock.GetUtcNow(),
                    Healthy: false,
                    [new DoctorCheck("console", null, "failed", message, advice, Elapsed())]
                ),
                exitCode
            );
    }

    private static int Print(CliOutput output, DoctorReport report, int exitCode)
    {
        if (output.IsJson)
        {
            output.Json(report, AdminJson.Default.DoctorReport);
            return exitCode;
        }

        foreach (var check in report.Checks)
        {
            var name = check.Store is null ? check.Name : $"{check.Name} ({check.Store})";
            output.Line(CliFormat.Printable($"{check.Status,-8} {name}: {check.Message}"), Cell.ColorOf(check.Status));
            if (check.Advice is { } advice)
            {
                output.Line(CliFormat.Printable($"         {advice}"));
            }
        }

        var failed = report.Checks.Count(check => check.Status == "failed");
        var warnings = report.Checks.Count(check => check.Status == "warning");
        output.Say(
            failed == 0 && warnings == 0 ? "All is well."
            : failed == 0 ? $"Nothing failed; {CliFormat.Count(warnings, "check warns", "checks warn")}."
            : $"{CliFormat.Count(failed, "check", "checks")} failed; mend them in this order."
        );
        return exitCode;
    }
}
