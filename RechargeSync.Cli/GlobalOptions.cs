using System.CommandLine;

namespace RechargeSync.Cli;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public const string UrlVariable = "RECHARGESYNC_URL";
    public const string KeyVariable = "RECHARGESYNC_KEY";
    public const string DefaultUrl = "http://localhost:5104";

    public static readonly IReadOnlyList<string> Names = ["--json", "--url", "--key-env"];

    public Option<bool> Json { get; } =
        new(Names[0])
        {
            Description = "Print one JSON document, or JSON lines for streams; messages go to standard error",
            Recursive = true,
        };

    public Option<string?> Url { get; } =
        new(Names[1])
        {
            Description = $"Address of the Console; without it {UrlVariable}, or {DefaultUrl}",
            HelpName = "URL",
            Recursive = true,
        };

    public Option<string?> KeyEnv { get; } =
        new(Names[2])
        {
            Description = $"Environment variable that holds the operator's key; without it {KeyVariable}",
            HelpName = "VARIABLE",
            Recursive = true,
        };
}
