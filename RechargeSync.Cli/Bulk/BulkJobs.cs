using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Bulk;

/// <summary>Follows a job that the Worker does, and says what came of it.</summary>
internal static class BulkJobs
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Shows a bar until the job is through or stopped; interrupting the command does not stop the job.
    /// </summary>
    public static async Task<int> FollowAsync(
        CommandContext context,
        BulkJob job,
        bool isAskedOnly,
        CancellationToken cancellationToken
    )
    {
        if (!isAskedOnly && job.FinishedAt is null)
        {
            context.Output.Say(
                CliFormat.Number(
                    $"Job {job.Id} has begun. Ctrl+C ends the waiting, not the job: {CommandLine.ToolName} jobs stop {job.Id}"
                )
            );
            job = await context.Output.ProgressAsync(
                Words(job),
                Math.Max(2, job.Total),
                report => FinishedAsync(context, job, report, cancellationToken)
            );
        }

        Print(context.Output, job);
        return job.StoppedBy is not null ? ExitCode.Failed
            : job.Total == 0 ? ExitCode.NotFound
            : ExitCode.Done;
    }

    /// <summary>Says where a job stands.</summary>
    public static void Print(CliOutput output, BulkJob job)
    {
        if (output.IsJson)
        {
            output.Json(job, AdminJson.Default.BulkJob);
        }
        else
        {
            output.Line(
                CliFormat.Number($"Job {job.Id} of store {CliFormat.Printable(job.Store)} ({Words(job)}) is ")
                    + CliFormat.Number($"{job.State}: {job.Done} of {job.Total}.")
            );
        }
    }

    /// <summary>What a job does, for instance <c>replay order timeout</c>.</summary>
    public static string Words(BulkJob job) =>
        CliFormat.Printable(
            string.Join(
                ' ',
                new[]
                {
                    job.Action,
                    job.Kind,
                    job.Reason,
                    job.RunId is { } run ? CliFormat.Number($"run {run}") : null,
                }.OfType<string>()
            )
        );

    private static async Task<BulkJob> FinishedAsync(
        CommandContext context,
        BulkJob job,
        Action<int, string?> report,
        CancellationToken cancellationToken
    )
    {
        string? lastError = null;
        while (true)
        {
            job = await context.Client.JobAsync(job.Id, cancellationToken);
            report(job.Done, null);
            if (job.FinishedAt is not null)
            {
                return job;
            }

            if (job.Error is { } error && error != lastError)
            {
                context.Output.Say(CliFormat.Printable($"The job stands still: {error} It is tried again by itself."));
            }

            lastError = job.Error;
            await Task.Delay(s_pace, context.Environment.Clock, cancellationToken);
        }
    }
}
