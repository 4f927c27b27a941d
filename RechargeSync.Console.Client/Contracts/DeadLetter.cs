namespace RechargeSync.Core.DeadLetters;

/// <summary>Something that was given up and waits for an operator.</summary>
/// <param name="Id">
/// What to name it by: <c>order/{id}</c>, <c>checkout/{token}</c> or <c>delivery/{inbox id}</c>.
/// </param>
/// <param name="Store">The store's name.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Attempts">Tries of the step that failed; 0 for a delivery.</param>
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
