using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>The option <c>--note</c>, which goes into the record of acts.</summary>
internal static class NoteOption
{
    public static Option<string?> Optional() =>
        new("--note") { Description = "Why; goes into the record of acts", HelpName = "TEXT" };

    public static Option<string?> Required() =>
        new("--note")
        {
            Description = "Why; goes into the record of acts",
            HelpName = "TEXT",
            Required = true,
        };
}
