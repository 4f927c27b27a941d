using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>The option <c>--no-wait</c> of verbs whose work a Worker does.</summary>
internal static class WaitOption
{
    public static Option<bool> NoWait() =>
        new("--no-wait") { Description = "Ask for it and end, without waiting for the outcome" };
}
