namespace RechargeSync.Core.Admin.Contracts;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Items">
/// The items, in the list's order; a filtered page may hold fewer than asked for, or none, while there is a next one.
/// </param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);
