using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RechargeSync.Cli;

/// <summary>The usual help, under the tool's name whatever file runs it, and with examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, string toolName, string epilogue) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var result = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;

        output.WriteLine(
            text.ToString().Replace(RootCommand.ExecutableName, toolName, StringComparison.Ordinal).TrimEnd()
        );
        var command = parseResult.CommandResult.Command;
        if (command is CliCommand { Examples.Count: > 0 } known)
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            foreach (var example in known.Examples)
            {
                output.WriteLine($"  {toolName} {example}");
            }
        }
        else if (command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine(epilogue);
        }

        return result;
    }
}
