using System.CommandLine;

namespace RechargeSync.Console.Cli.Verbs;

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
                result.AddError($"Unrecognized option '{Words.Printable(option)}'.");
            }
        });
        return argument;
    }
}
