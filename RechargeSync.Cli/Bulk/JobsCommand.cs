using System.CommandLine;

namespace RechargeSync.Cli.Bulk;

/// <summary><c>jobs</c>: acts on many rows, which the Worker does.</summary>
internal static class JobsCommand
{
    public static Command Build(CliEnvironment environment) =>
        new("jobs", "List, follow or stop acts on many rows, which the Worker does.")
        {
            new ListJobsCommand(environment),
            new FollowJobCommand(environment),
            new StopJobCommand(environment),
        };
}
