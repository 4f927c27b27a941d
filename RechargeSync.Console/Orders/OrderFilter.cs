using System.Globalization;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>Which orders to list, checked.</summary>
/// <param name="State">A state's word; null for all.</param>
/// <param name="Reason">Why ignored or dead; null for all.</param>
/// <param name="IsPrepaid">The kind; null for all.</param>
/// <param name="Store">The store; null for all.</param>
/// <param name="MinAge">Known for at least this long.</param>
/// <param name="OldestFirst">The direction.</param>
internal sealed record OrderFilter(
    string? State,
    string? Reason,
    bool? IsPrepaid,
    string? Store,
    TimeSpan? MinAge,
    bool OldestFirst
)
{
    /// <summary>What the walk along an index cannot leave out by itself.</summary>
    public bool NeedsScan =>
        Reason is not null || IsPrepaid is not null || MinAge is not null || State is "done" || IsOnItsWay;

    /// <summary>Whether it asks for orders with steps left: they are few as a rule, and due at some time.</summary>
    public bool IsOnItsWay => State is "active" or "retrying";

    /// <summary>
    /// The part of the condition that an index answers. A constant text each, so that partial indexes fit.
    /// </summary>
    public string Walked =>
        State switch
        {
            "waiting" => "o.state = 0 AND o.due_at IS NULL",
            "ignored" => "o.state = 3 AND o.due_at IS NULL",
            "dead" => "o.state = 4",
            _ => "true",
        };

    /// <summary>The part that is looked at row by row.</summary>
    public string Looked =>
        State switch
        {
            "done" => "o.state = 2",
            "active" => "o.state = 1",
            "retrying" => "o.state = 1 AND o.attempts > 0",
            _ => "true",
        };

    /// <summary>Checks what a caller asked for; the problem is null where all is well.</summary>
    public static OrderFilter? Parse(
        string? state,
        string? reason,
        string? kind,
        string? store,
        long? minAge,
        string? sort,
        out string? problem
    )
    {
        problem =
            state is not (null or "waiting" or "active" or "retrying" or "done" or "ignored" or "dead")
                ? "state is waiting, active, retrying, done, ignored or dead."
            : kind is not (null or "standard" or "prepaid") ? "kind is standard or prepaid."
            : sort is not (null or "newest" or "oldest") ? "sort is newest or oldest."
            : minAge is < 0 or > 315_360_000_000
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"minAge is in milliseconds, from 0 to {315_360_000_000}."
                )
            : null;
        return problem is not null
            ? null
            : new OrderFilter(
                state,
                reason,
                kind is null ? null : kind == "prepaid",
                store,
                minAge is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
                sort == "oldest"
            );
    }
}
