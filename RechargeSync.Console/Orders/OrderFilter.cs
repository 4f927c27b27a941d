using System.Globalization;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Orders;

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
    /// <summary>What reading along an index cannot leave out by itself.</summary>
    public bool NeedsScan =>
        Reason is not null || IsPrepaid is not null || MinAge is not null || State is "done" || IsOnItsWay;

    /// <summary>Whether it asks for orders with steps left: they are few as a rule, and due at some time.</summary>
    public bool IsOnItsWay => State is "active" or "retrying";

    /// <summary>
    /// The part of the condition that an index answers. A constant text each, so that partial indexes fit.
    /// </summary>
    public string Indexed =>
        State switch
        {
            "waiting" => "o.state = 0 AND o.due_at IS NULL",
            "ignored" => "o.state = 3 AND o.due_at IS NULL",
            "dead" => "o.state = 4",
            _ => "true",
        };

    /// <summary>The part that is checked row by row.</summary>
    public string Checked =>
        State switch
        {
            "done" => "o.state = 2",
            "active" => "o.state = 1",
            "retrying" => "o.state = 1 AND o.attempts > 0",
            _ => "true",
        };

    /// <summary>The longest age in milliseconds that may be asked for.</summary>
    public const long MostAgeMs = 315_360_000_000;

    /// <summary>Checks what a caller asked for.</summary>
    public static Answer<OrderFilter> Parse(OrderQuery query)
    {
        var problem =
            query.State is not (null or "waiting" or "active" or "retrying" or "done" or "ignored" or "dead")
                ? "state is waiting, active, retrying, done, ignored or dead."
            : query.Kind is not (null or "standard" or "prepaid") ? "kind is standard or prepaid."
            : query.Sort is not (null or "newest" or "oldest") ? "sort is newest or oldest."
            : query.MinAge?.TotalMilliseconds is < 0 or > MostAgeMs
                ? string.Create(CultureInfo.InvariantCulture, $"minAge is in milliseconds, from 0 to {MostAgeMs}.")
            : null;
        return problem is not null
            ? Refusal.BadRequest(problem)
            : new OrderFilter(
                query.State,
                query.Reason,
                query.Kind is null ? null : query.Kind == "prepaid",
                query.Store,
                query.MinAge,
                query.Sort == "oldest"
            );
    }
}
