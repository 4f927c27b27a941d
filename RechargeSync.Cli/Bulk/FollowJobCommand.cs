using System.CommandLine;
using RechargeSync.Cli.Options;

namespace RechargeSync.Cli.Bulk;

/// <summary><c>jobs follow</c>: shows a job's bar until it ends.</summary>
internal sealed class FollowJobCommand : CliCommand
{
    private readonly Argument<long> _id = new("ID") { Description = "The job, as 'jobs list' shows it" };
    private readonly Option<bool> _noWait = WaitOption.NoWait();

    public FollowJobCommand(CliEnvironment environment)
        : base(
            environment,
            "follow",
            "Show how far a job is, until it ends.",
            "jobs follow 12",
            "jobs follow 12 --no-wait"
        )
    {
        Add(_id);
        Add(_noWait);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        await BulkJobs.FollowAsync(
            context,
            await context.Client.JobAsync(context.Value(_id), cancellationToken),
            context.Value(_noWait),
            cancellationToken
        );
}
