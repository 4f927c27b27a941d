namespace RechargeSync.Console.Client;

/// <summary>Something that was given up and waits for an operator.</summary>
/// <param name="Id">
/// What to name it by: <c>order/{id}</c>, <c>checkout/{token}</c>, <c>charge/{id}</c> or
/// <c>delivery/{inbox id}</c>.
/// </param>
/// <param name="Store">The store's name.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Attempts">Attempts of the step that failed; 0 for a delivery.</param>
/// <param name="GivenUpAt">When.</param>
/// <param name="TraceParent">Trace context of the webhook.</param>
public sealed record DeadLetter(
    string Id,
    string Store,
    string? Reason,
    int Attempts,
    DateTimeOffset? GivenUpAt,
    string? TraceParent
);

/// <summary>Which dead letters to list: the query of <c>GET /admin/v1/dead-letters</c>.</summary>
public sealed record DeadLetterQuery
{
    /// <summary>The store.</summary>
    public string? Store { get; init; }

    /// <summary><c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Why they were given up.</summary>
    public string? Reason { get; init; }

    /// <summary><see cref="ListPage{T}.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items in the page, 1 to 500. Default 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>A dead letter with what the other side said and what operators did. Never the payload.</summary>
/// <param name="DeadLetter">The dead letter.</param>
/// <param name="Attempts">Failed attempts, newest first.</param>
/// <param name="Actions">Actions of operators, newest first.</param>
public sealed record DeadLetterDetail(
    DeadLetter DeadLetter,
    IReadOnlyList<FailedAttempt> Attempts,
    IReadOnlyList<DeadLetterAction> Actions
);

/// <summary>One failed attempt.</summary>
public sealed record FailedAttempt
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The step: a word of <see cref="NextStep.Step"/>, <c>clear_cart</c> or
    /// <c>read_orders_of_charge</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Why it failed.</summary>
    public required string Reason { get; init; }

    /// <summary>HTTP status of the other side's answer.</summary>
    public int? Status { get; init; }

    /// <summary>What the other side said, personal data masked.</summary>
    public string? Detail { get; init; }

    /// <summary>The other side's name of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Trace context of the attempt.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>One action of an operator.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Note">Why.</param>
public sealed record DeadLetterAction(DateTimeOffset At, string Actor, string Action, string? Note);

/// <summary>
/// Which dead letters an action is for: those named, which it reaches at once, or all of a store that the filter lets
/// through, which a <see cref="BulkJob"/> reaches one page after the other.
/// </summary>
/// <remarks>
/// Settable, since generated JSON code overwrites the defaults of init-only members that are left out.
/// </remarks>
public sealed record DeadLetterSelection
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>Ids as listed, 500 at most. Empty means: by the filter.</summary>
    public IReadOnlyList<string> Ids { get; set; } = [];

    /// <summary>Filter: all of the store with this reason.</summary>
    public string? Reason { get; set; }

    /// <summary>
    /// Filter: all of the store of this kind, <c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>.
    /// </summary>
    public string? Kind { get; set; }

    /// <summary>Why; required for discarding.</summary>
    public string? Note { get; set; }
}

/// <summary>How many dead letters a selection holds, or an action reached.</summary>
/// <param name="Count">How many.</param>
public sealed record DeadLetterCount(int Count);

/// <summary>Dead letters of one store, kind and reason: an item of <c>GET /admin/v1/dead-letters/groups</c>.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Kind"><c>order</c>, <c>checkout</c>, <c>charge</c> or <c>delivery</c>.</param>
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
