using Spectre.Console;

namespace RechargeSync.Cli;

/// <summary>A text in a table.</summary>
internal readonly record struct Cell(string? Text, Color? Color = null)
{
    public static implicit operator Cell(string? text) => new(text);

    /// <summary>A state or an outcome, in the colour that says how good it is.</summary>
    public static Cell State(string state) => new(state, ColorOf(state));

    public static Color? ColorOf(string state) =>
        state switch
        {
            "ok" or "done" or "stored" or "finished" => Spectre.Console.Color.Green,
            "warning" or "retrying" or "quarantined" or "stalled" or "surplus" => Spectre.Console.Color.Yellow,
            "failed" or "dead" or "refused" or "missing" => Spectre.Console.Color.Red,
            "ignored" or "skipped" or "foreign" or "duplicate" => Spectre.Console.Color.Grey,
            _ => null,
        };
}
