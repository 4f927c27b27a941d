using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Bulk;

/// <summary><c>jobs list</c>: newest first.</summary>
internal sealed class ListJobsCommand : CliCommand
{
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<int> _limit = ListOptions.Limit();
    private readonly Option<string?> _cursor = ListOptions.Cursor();

    public ListJobsCommand(CliEnvironment environment)
        : base(environment, "list", "List jobs, newest first.", "jobs list", "jobs list --store default --limit 5")
    {
        Add(_store);
        Add(_limit);
        Add(_cursor);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var page = await Pages.ReadAsync(
            context.Value(_limit),
            context.Value(_cursor),
            (cursor, limit) => context.Client.JobsAsync(context.Value(_store), cursor, limit, cancellationToken)
        );
        if (context.Output.IsJson)
        {
            context.Output.Json(page, AdminJson.Default.ListPageBulkJob);
            return ExitCode.Done;
        }

        context.Output.Table(
            ["job", "store", "what", "state", "done", "of", "by", "asked for"],
            page.Items.Select(job =>
                new Cell[]
                {
                    CliFormat.Number($"{job.Id}"),
                    job.Store,
                    BulkJobs.Words(job),
                    job.State,
                    CliFormat.Number($"{job.Done}"),
                    CliFormat.Number($"{job.Total}"),
                    job.Actor,
                    CliFormat.Time(job.CreatedAt),
                }
            )
        );
        if (page.Next is { } next)
        {
            context.Output.Say($"There are more: --cursor {next}");
        }

        return ExitCode.Done;
    }
}
