namespace RechargeSync.Console.Client;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Items">
/// The items, in the list's order; a filtered page may hold fewer than asked for, or none, while there is a next one.
/// </param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Body of <c>retry</c> (a note may be left out), <c>ignore</c>, <c>reveal</c>, <c>repair</c> and <c>stop</c>.
/// </summary>
public sealed record NoteRequest
{
    /// <summary>Why; required for ignoring. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}

/// <summary>An error's body, problem+json.</summary>
/// <param name="Type">A link that explains the kind of problem.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do.</param>
public sealed record AdminProblem(string? Type, string? Title, int? Status, string? Detail);
