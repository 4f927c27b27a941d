namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Dead letters of one store, kind and reason: an item of <c>GET /admin/v1/dead-letters/groups</c>.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Kind"><c>order</c>, <c>checkout</c> or <c>delivery</c>.</param>
/// <param name="Reason">Why they were given up.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestAt">When the first was given up.</param>
/// <param name="NewestAt">When the last was.</param>
public sealed record DeadLetterGroup(
    string Store,
    string Kind,
    string? Reason,
    long Count,
    DateTimeOffset? OldestAt,
    DateTimeOffset? NewestAt
);
