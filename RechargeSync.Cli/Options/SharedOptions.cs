using System.CommandLine;

namespace RechargeSync.Cli.Options;

/// <summary>The option <c>--store</c>, in the two ways in which commands need it.</summary>
internal static class StoreOption
{
    /// <summary>A filter: without it, all stores.</summary>
    public static Option<string?> Filter() => new("--store") { Description = "Only this store", HelpName = "STORE" };

    /// <summary>The store that was named; null where the default stands for it.</summary>
    public static string? Given(CommandContext context, Option<string> target) =>
        context.IsGiven(target) ? context.Value(target) : null;

    /// <summary>The store that is acted on.</summary>
    public static Option<string> Target() =>
        new("--store")
        {
            Description = "The store",
            HelpName = "STORE",
            DefaultValueFactory = _ => "default",
        };
}

/// <summary>The option <c>--note</c>, which goes into the audit trail.</summary>
internal static class NoteOption
{
    public static Option<string?> Optional() =>
        new("--note") { Description = "Why; goes into the audit trail", HelpName = "TEXT" };

    public static Option<string?> Required() =>
        new("--note")
        {
            Description = "Why; goes into the audit trail",
            HelpName = "TEXT",
            Required = true,
        };
}

/// <summary>The option <c>--no-wait</c> of commands whose work a Worker does.</summary>
internal static class WaitOption
{
    public static Option<bool> NoWait() =>
        new("--no-wait") { Description = "Ask for it and end, without waiting for the outcome" };
}

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
                if (CliFormat.TrySpan(result.Tokens[0].Value, out var span))
                {
                    return span;
                }

                result.AddError($"{name} takes a number and s, m, h or d: 90s, 15m, 2h, 3d.");
                return null;
            },
        };
}

/// <summary>Rules that arguments share.</summary>
internal static class ArgumentRules
{
    /// <summary>
    /// Takes nothing that looks like an option: the parser hands a misspelt one to the next argument that is free. A
    /// lone dash is none.
    /// </summary>
    public static Argument<T> RefuseOptions<T>(this Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            if (
                result
                    .Tokens.Select(token => token.Value)
                    .FirstOrDefault(value => value.Length > 1 && value[0] == '-') is
                { } option
            )
            {
                result.AddError($"Unrecognized option '{CliFormat.Printable(option)}'.");
            }
        });
        return argument;
    }
}
