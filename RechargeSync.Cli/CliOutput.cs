using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace RechargeSync.Cli;

/// <summary>Where a command prints: results to standard output, messages and progress to standard error.</summary>
internal sealed class CliOutput(CliEnvironment environment, bool isJson)
{
    // Nobody's terminal breaks a line that goes into a file or a pipe.
    private const int UnlimitedWidth = 10_000;

    private readonly IAnsiConsole _out = Open(
        environment.Out,
        environment.IsOutputTerminal,
        environment.ColorsOutput,
        hasAnsi: environment.ColorsOutput
    );

    /// <summary>True where the result is JSON, so that nothing else may go to standard output.</summary>
    public bool IsJson => isJson;

    /// <summary>Prints a result as JSON on one line.</summary>
    public void Json<T>(T value, JsonTypeInfo<T> type)
    {
        environment.Out.WriteLine(JsonSerializer.Serialize(value, type));
        environment.Out.Flush();
    }

    /// <summary>Prints a line of the result.</summary>
    public void Line(string text, Color? color = null)
    {
        if (color is { } wanted && environment.ColorsOutput)
        {
            _out.Write(new Text(text, wanted));
            _out.WriteLine();
        }
        else
        {
            environment.Out.WriteLine(text);
        }
    }

    /// <summary>Prints rows in columns under their names.</summary>
    public void Table(string[] names, IEnumerable<Cell[]> rows)
    {
        var table = new Table().NoBorder();
        foreach (var name in names)
        {
            table.AddColumn(new TableColumn(new Text(name.ToUpperInvariant(), Style.Parse("dim"))).Padding(0, 0, 2, 0));
        }

        foreach (var row in rows)
        {
            table.AddRow(
                row.Select(cell => new Text(
                    CliFormat.Printable(cell.Text ?? ""),
                    cell.Color is { } color ? new Style(color) : Style.Plain
                ))
            );
        }

        _out.Write(table);
    }

    /// <summary>Tells the person something that is no result.</summary>
    public void Say(string text) => environment.Error.WriteLine(text);

    /// <summary>Asks the person to type a word; null where nobody can answer.</summary>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (!environment.IsInputTerminal)
        {
            return null;
        }

        await environment.Error.WriteAsync(question.AsMemory(), cancellationToken);
        return await environment.In.ReadLineAsync(cancellationToken) ?? "";
    }

    /// <summary>Shows a bar on standard error while the work goes on; none where that is not a environment.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">Steps of the work; null where nobody knows.</param>
    /// <param name="work">
    /// Is given what to call after each step, with the number done and, where it changes, the title.
    /// </param>
    public async Task<T> ProgressAsync<T>(string title, int? total, Func<Action<int, string?>, Task<T>> work)
    {
        if (!environment.IsErrorTerminal || total == 1)
        {
            return await work((_, _) => { });
        }

        ProgressColumn[] columns = total is null
            ? [new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        return await Open(environment.Error, isTerminal: true, environment.ColorsError, hasAnsi: true)
            .Progress()
            .AutoClear(true)
            .Columns(columns)
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Markup.Escape(title), maxValue: total ?? 1);
                task.IsIndeterminate = total is null;
                return await work(
                    (done, now) =>
                    {
                        task.Description = now is null ? task.Description : Markup.Escape(now);
                        task.Value = total is null ? 0 : done;
                    }
                );
            });
    }

    // Bold and dim are no colours and yet what NO_COLOR means; the cursor movements of a bar are not.
    private static IAnsiConsole Open(TextWriter writer, bool isTerminal, bool hasColors, bool hasAnsi)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = hasAnsi ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = hasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        if (!isTerminal)
        {
            console.Profile.Width = UnlimitedWidth;
        }

        return console;
    }
}
