using System.CommandLine;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Bulk;

/// <summary><c>jobs stop</c>: ends a job; what is done stays.</summary>
internal sealed class StopJobCommand : CliCommand
{
    private readonly Argument<long> _id = new("ID") { Description = "The job, as 'jobs list' shows it" };
    private readonly Option<string?> _note = NoteOption.Optional();

    public StopJobCommand(CliEnvironment environment)
        : base(
            environment,
            "stop",
            "Stop a job; what is done stays, and the rest is as it was.",
            "jobs stop 12",
            "jobs stop 12 --note \"wrong reason\""
        )
    {
        Add(_id);
        Add(_note);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var job = await context.Client.StopJobAsync(
            context.Value(_id),
            new NoteRequest { Note = context.Value(_note) },
            cancellationToken
        );
        BulkJobs.Print(context.Output, job);
        return ExitCode.Done;
    }
}
