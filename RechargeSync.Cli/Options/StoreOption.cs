using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>The option <c>--store</c>, in the two ways in which verbs need it.</summary>
internal static class StoreOption
{
    /// <summary>A filter: without it, all stores.</summary>
    public static Option<string?> Filter() => new("--store") { Description = "Only this store", HelpName = "STORE" };

    /// <summary>The store that is acted on.</summary>
    public static Option<string> Target() =>
        new("--store")
        {
            Description = "The store",
            HelpName = "STORE",
            DefaultValueFactory = _ => "default",
        };
}
