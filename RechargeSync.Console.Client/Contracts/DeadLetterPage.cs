namespace RechargeSync.Core.DeadLetters;

/// <summary>A page of dead letters.</summary>
/// <param name="Items">The letters, in the order of store and id.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, string? Next);
