using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>Options that lists share.</summary>
internal static class ListOptions
{
    private const int MaxLimit = 100_000;

    /// <summary>How many items to print, however many pages that takes.</summary>
    public static Option<int> Limit()
    {
        var limit = new Option<int>("--limit")
        {
            Description = "Most items to print",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MaxLimit)
            {
                result.AddError($"--limit is from 1 to {MaxLimit}.");
            }
        });
        return limit;
    }

    public static Option<string?> Cursor() =>
        new("--cursor") { Description = "Go on where a list ended: its 'next'", HelpName = "NEXT" };

    /// <summary>A stretch of time such as <c>15m</c>.</summary>
    public static Option<TimeSpan?> Span(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (Words.TrySpan(result.Tokens[0].Value, out var span))
                {
                    return span;
                }

                result.AddError($"{name} takes a number and s, m, h or d: 90s, 15m, 2h, 3d.");
                return null;
            },
        };
}
