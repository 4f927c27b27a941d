namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>How a program writes JSON.</summary>
/// <param name="AfterColon">What stands behind a colon.</param>
/// <param name="AfterComma">What stands behind a comma, where nothing is indented.</param>
/// <param name="Indent">Blanks of each level; 0 for one line.</param>
/// <param name="EscapesUnicode">Whether what is not ASCII is escaped.</param>
/// <param name="EscapesSlash">Whether a slash is escaped.</param>
internal sealed record JsonStyle(
    string AfterColon,
    string AfterComma,
    int Indent,
    bool EscapesUnicode,
    bool EscapesSlash
)
{
    /// <summary>The styles of the usual languages.</summary>
    public static readonly IReadOnlyList<JsonStyle> Usual =
    [
        new("", "", 0, EscapesUnicode: false, EscapesSlash: false),
        new("", "", 0, EscapesUnicode: true, EscapesSlash: false),
        new("", "", 0, EscapesUnicode: true, EscapesSlash: true),
        new("", "", 0, EscapesUnicode: false, EscapesSlash: true),
        new(" ", " ", 0, EscapesUnicode: true, EscapesSlash: false),
        new(" ", " ", 0, EscapesUnicode: false, EscapesSlash: false),
        new(" ", "", 2, EscapesUnicode: false, EscapesSlash: false),
        new(" ", "", 4, EscapesUnicode: false, EscapesSlash: false),
    ];
}
