using System.CommandLine;

namespace RechargeSync.Cli;

/// <summary>The command line's root with the options that every command takes.</summary>
internal sealed class Root : RootCommand
{
    public Root(string description)
        : base(description)
    {
        Options.Add(Globals.Json);
        Options.Add(Globals.Url);
        Options.Add(Globals.KeyEnv);
    }

    public GlobalOptions Globals { get; } = new();
}
